import { type IncomingHttpHeaders, request } from 'node:http';

/** An answer with everything that tests look at. */
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request with exactly these headers, `Host` included, which `fetch` would not let us choose. */
export function rawRequest(
  port: number,
  {
    host = '127.0.0.1',
    method = 'GET',
    path = '/',
    headers = {},
    body,
  }: { host?: string; method?: string; path?: string; headers?: Record<string, string | string[]>; body?: string | Buffer },
): Promise<RawAnswer> {
  return new Promise((done, fail) => {
    const call = request({ host, port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    call.once('error', fail);
    call.end(body);
  });
}
