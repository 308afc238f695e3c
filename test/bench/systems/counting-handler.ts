import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../../../local/read-body.ts';
import type { Stoppable } from '../../../local/stopping.ts';

/** A call that was answered: its action, like `PutItem`, what was asked, the answer, and the error's name where it was refused. */
export type PassedCall = {
  action: string;
  asked: Record<string, unknown>;
  answer: Record<string, unknown>;
  refusal?: string;
};

export type CountingHandler = Stoppable & { url: string };

type Options = {
  /** Is told of every call that was answered. */
  count: (call: PassedCall) => void;
  /** Fields to put into every request. */
  add?: Readonly<Record<string, unknown>>;
};

const largestRequest = 16 * 1024 * 1024; // BatchWriteItem's limit

/** Stands before an emulator that speaks AWS's JSON protocol, hands every call on to it and the answer back. */
export async function startCountingHandler(emulatorUrl: string, options: Options): Promise<CountingHandler> {
  const server = createServer((request, response) => {
    pass(request, response, emulatorUrl, options).catch(() => response.destroy()); // either end hung up
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  emulatorUrl: string,
  { count, add }: Options,
): Promise<void> {
  const hungUp = new AbortController();
  response.once('close', () => hungUp.abort()); // a long poll that its poller no longer waits for
  const asked: Record<string, unknown> = JSON.parse(String(await readBody(request, largestRequest)));
  const answer = await fetch(emulatorUrl + request.url, {
    method: 'POST',
    headers: headersToPassOn(request),
    body: JSON.stringify({ ...asked, ...add }),
    signal: hungUp.signal,
  });
  const text = await answer.text();
  const told = text === '' ? {} : JSON.parse(text);
  count({ action: actionOf(request), asked, answer: told, ...(!answer.ok && { refusal: refusalIn(told) }) });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
}

/** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException` → what is behind the `#` */
function refusalIn({ __type }: { __type?: string }): string {
  return __type?.split('#').at(-1) ?? 'unknown';
}

/** What the emulator looks at; the rest belongs to one connection. */
function headersToPassOn({ headers }: IncomingMessage): Record<string, string> {
  const passed = Object.entries(headers).filter(([name]) => /^(?:authorization|content-type|x-amz-.+)$/.test(name));
  return Object.fromEntries(passed.map(([name, value]) => [name, String(value)]));
}

/** `DynamoDB_20120810.PutItem` → `PutItem` */
function actionOf({ headers }: IncomingMessage): string {
  return String(headers['x-amz-target']).split('.').at(-1) ?? '';
}
