import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

/** What goes with a request beside its method and address. */
export type Ask = { key?: string; body?: unknown };

/** How long to wait for an answer; the API's functions have ten seconds. */
const mostMs = 15_000;

/**
 * Asks an HTTP API, and answers the status and the body read as JSON (nothing when it is none).
 * @throws Error when nobody answers, or not in time.
 */
export function requestJson(
  method: string,
  address: string,
  { key, body }: Ask = {},
): Promise<{ status: number; body: unknown }> {
  const url = new URL(address);
  const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  return new Promise((done, fail) => {
    const signal = AbortSignal.timeout(mostMs);
    const request = ask(
      url,
      { method, headers, signal, ...(isLoopbackName(url) && { lookup: toLoopback }) },
      async (response) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          done({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString()) });
        } catch (error) {
          fail(error);
        }
      },
    );
    request.once('error', (error) =>
      fail(signal.aborted ? new Error(`no answer from ${url.host} within ${mostMs / 1000} seconds`) : error),
    );
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Names under .localhost are this machine (RFC 6761 section 6.3), but not every resolver knows; emulators of AWS hand them out. */
function isLoopbackName({ hostname }: URL): boolean {
  return hostname.endsWith('.localhost');
}

const toLoopback: LookupFunction = (_name, options, found) => {
  if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
