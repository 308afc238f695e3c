import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a client asked. */
export type Asked = { method: string; path: string; headers: NodeJS.Dict<string | string[]>; body: unknown };

/** Stands for a vendor's API. */
export type Double = { url: string; asked: Asked[]; stop(): Promise<void> };

/** Says what the vendor answers, as its published API does; nothing is 404. */
export type Answers = (asked: Asked & { query: URLSearchParams }) => { status?: number; body?: unknown } | undefined;

/** Starts a double on 127.0.0.1; it notes what it was asked. */
export async function startDouble(answers: Answers): Promise<Double> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void text(request).then((raw) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
      const { method = '', headers } = request;
      const each = { method, path: pathname, headers, body: raw === '' ? undefined : JSON.parse(raw) };
      asked.push(each);
      const { status = 200, body } = answers({ ...each, query: searchParams }) ?? { status: 404, body: { message: 'not found' } };
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
