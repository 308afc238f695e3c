import type { ServerResponse } from 'node:http';

/** The two headers that say where a request comes from. */
export type Provenance = { host?: string | undefined; origin?: string | undefined };

/**
 * Why a request must not be served, or nothing. A web page can send requests to loopback, and after DNS rebinding can
 * even read the answers: then `Host` is the page's own name. https://en.wikipedia.org/wiki/DNS_rebinding
 */
export function foreignHost({ host = '' }: Provenance, port: number): string | undefined {
  return ownHosts(port).includes(host) ? undefined : `Host "${host}" is not this laptop; call http://127.0.0.1:${port}`;
}

/** The same for `Origin`: only pages that this laptop served itself may call. Programs send none. */
export function foreignOrigin({ origin }: Provenance, port: number): string | undefined {
  if (origin === undefined || ownHosts(port).some((host) => origin === `http://${host}`)) return undefined;
  return `Origin "${origin}" is not this laptop`;
}

/** Answers 403 and why. */
export function refuseForeign(response: ServerResponse, why: string): void {
  response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ message: why }));
}

function ownHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}
