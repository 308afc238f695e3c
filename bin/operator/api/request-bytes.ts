import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

/** What goes with a request beside its method and address. */
export type Sent = { headers?: Record<string, string>; body?: string | Buffer };

/** How long to wait for an answer; the API's functions have ten seconds. */
const mostMs = 15_000;

/**
 * Asks an HTTP API, and answers what it says as it came.
 * @throws Error when nobody answers, or not in time.
 */
export function requestBytes(
  method: string,
  address: string,
  { headers = {}, body }: Sent = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  const url = new URL(address);
  const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const signal = AbortSignal.timeout(mostMs);
    const request = ask(
      url,
      { method, headers, signal, ...(isLoopbackName(url) && { lookup: toLoopback }) },
      async (response) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
        } catch (error) {
          fail(error);
        }
      },
    );
    request.once('error', (error) =>
      fail(signal.aborted ? new Error(`no answer from ${url.host} within ${mostMs / 1000} seconds`) : error),
    );
    request.end(body);
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
