import type { ServerResponse } from 'node:http';

/** The two headers that say where a request comes from. */
export type Provenance = { host?: string | undefined; origin?: string | undefined };

/** The names that this machine goes by for itself. */
export const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost'];

/**
 * Why a request must not be served, or nothing. A web page can send requests to loopback, and after DNS rebinding can
 * even read the answers: then `Host` is the page's own name. https://en.wikipedia.org/wiki/DNS_rebinding
 */
export function foreignHost(
  { host = '' }: Provenance,
  port: number,
  hostNames: readonly string[] = loopbackNames,
): string | undefined {
  if (hostNames.some((name) => host === `${name}:${port}`)) return undefined;
  return `Host "${host}" is not this machine; call http://127.0.0.1:${port}`;
}

/** The same for `Origin`: only pages that this machine served itself may call. Programs send none, containers' included. */
export function foreignOrigin({ origin }: Provenance, port: number): string | undefined {
  if (origin === undefined || loopbackNames.some((name) => origin === `http://${name}:${port}`)) return undefined;
  return `Origin "${origin}" is not this machine`;
}

/** Refuses with 403 and says why. */
export function refuseForeign(response: ServerResponse, why: string): void {
  response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ message: why }));
}
