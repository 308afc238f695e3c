import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** An answer of the API; a body of JSON is read, any other is text. */
// biome-ignore lint/suspicious/noExplicitAny: a rehearsal reads answers as a stranger's program would, by name
export type Answer = { status: number; headers: Headers; body: any };

/** What to send: a string is a body as it is, anything else goes as JSON; `as` is a key or a token. */
export type Ask = { body?: unknown; as?: string; headers?: Record<string, string> };

/**
 * Calls the API of a stack in an emulator. Its host name is one that no name server of this machine knows: the connection goes to the
 * emulator, and the name into the header, which `fetch` would write itself.
 */
export async function callApi(api: string, emulator: string, method: string, path: string, ask: Ask): Promise<Answer> {
  const { body, as, headers } = ask;
  const call = request(new URL(path, emulator), {
    method,
    headers: {
      host: new URL(api).host,
      ...(as && { authorization: `Bearer ${as}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    signal: AbortSignal.timeout(30_000),
  });
  const answered = new Promise<Answer>((done, fail) => {
    call.once('error', fail).once('response', (response) => {
      const received = new Headers(
        Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const isJson = /json/.test(received.get('content-type') ?? '');
      text(response).then((said) => {
        done({
          status: response.statusCode ?? 0,
          headers: received,
          body: said && isJson ? JSON.parse(said) : said || undefined,
        });
      }, fail);
    });
  });
  call.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  return answered;
}
