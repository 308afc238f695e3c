import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Why a request must not be served, or nothing. A web page can send requests to loopback, and after DNS rebinding can
 * even read the answers: then `Host` is the page's own name. https://en.wikipedia.org/wiki/DNS_rebinding
 */
export function foreignHost(request: IncomingMessage, port: number): string | undefined {
  const host = request.headers.host ?? '';
  return ownHosts(port).includes(host) ? undefined : `Host "${host}" is not this laptop; call http://127.0.0.1:${port}`;
}

/** The same for `Origin`: only pages that this laptop served itself may call. Programs send none. */
export function foreignOrigin(request: IncomingMessage, port: number): string | undefined {
  const { origin } = request.headers;
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
