import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAnswer } from '../../../local/gateway/http-answer.ts';
import { requestBytes } from '../api/request-bytes.ts';

/** Where the API is, and the owner's key to it. */
export type Behind = { apiUrl: string; key: () => Promise<string> };

/** A call of the page's: `path` with its query. */
export type PageCall = { method: string; path: string; headers: Readonly<Record<string, string | undefined>>; body: Buffer };

/**
 * Whether the path of a call is its own normal form, under /v1/: what it leads to, and by whose right, is then what it says. No name of a
 * resource needs a `%`, and how a browser writes a path is the normal form: https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export function isPlainPath(path: string): boolean {
  return new URL(path, 'http://console').pathname === path && /^\/v1\/[^/%]/.test(path) && !/^\/v1\/[^/]*%/.test(path);
}

/** What is passed on in each direction; all else is between the page and this server, or between this server and the API. */
const sentOn = ['accept', 'content-type', 'if-match', 'if-none-match', 'idempotency-key', 'x-tenant'];
const handedBack = ['content-type', 'etag', 'link', 'retry-after', 'x-poll-interval'];

/** How often a call is made whose key the API does not know yet: it was made a moment ago. It did nothing then. */
const mostTries = 4;

/** Calls the API as its owner, whose key the page never has. A user's own routes are called with the token that the page brings. */
export async function forward(call: PageCall, { apiUrl, key }: Behind): Promise<HttpAnswer> {
  const { method, path, body } = call;
  const isOfUser = path.startsWith('/v1/me/');
  for (let tries = 1; ; tries += 1) {
    const authorization = isOfUser ? call.headers.authorization : `Bearer ${await key()}`;
    const headers = { ...pick(call.headers, sentOn), ...(authorization !== undefined && { authorization }) };
    const answer = await requestBytes(method, `${apiUrl}${path}`, { headers, ...(body.length > 0 && { body }) });
    if (answer.status === 401 && !isOfUser && tries < mostTries) await sleep(300 * tries);
    else
      return {
        status: answer.status,
        headers: { ...pick(answer.headers, handedBack), 'cache-control': 'no-store' },
        body: answer.body,
      };
  }
}

function pick(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
