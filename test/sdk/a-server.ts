import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Bellhop, type BellhopOptions } from '../../sdk/node/index.ts';

/** A call as it came: what it asked for, with what. */
export type Came = { call: string; headers: Record<string, string | undefined>; body: unknown };

/** What a call is answered: a status and perhaps a body; or its connection is cut, or nothing comes. */
export type Answered = { status: number; body?: unknown; headers?: Record<string, string> } | 'cut' | 'silence';

/** A server that answers what a test says, in turn, and the last of it for ever; `waits` has how long a client would have waited, in ms. */
export async function aServer() {
  const came: Came[] = [];
  const waits: number[] = [];
  let answers: Answered[] = [{ status: 204 }];
  const server = createServer(async (request, response) => {
    came.push(await read(request));
    const [answer = 'silence'] = answers.length > 1 ? answers.splice(0, 1) : answers;
    if (answer === 'cut') request.socket.destroy();
    else if (answer !== 'silence') send(response, answer);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wait = async (ms: number) => void waits.push(ms);
  return {
    url,
    came,
    waits,
    answer: (...these: Answered[]) => {
      answers = these;
    },
    bellhop: (more: BellhopOptions = {}) => new Bellhop({ url, key: 'bh_live_x', wait, ...more }),
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Came> {
  const body = await text(request);
  return {
    call: `${request.method} ${request.url}`,
    headers: request.headers as Came['headers'],
    body: body === '' ? undefined : JSON.parse(body),
  };
}

function send(response: ServerResponse, { status, body, headers }: Exclude<Answered, string>): void {
  response.writeHead(status, headers).end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
}

/** A problem as the API answers it. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Answered {
  return { status, headers, body: { type: `urn:bellhop:problem:${code}`, title: code, status, code, detail: `it is ${code}` } };
}
