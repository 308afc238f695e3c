import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';

/** How long a connection may lie idle and still carry a send. */
const idleMs = 2_000;

/**
 * Keeps connections to a provider alive. `dropIdle`, called before each send, closes those that have lain idle: the provider
 * may have closed its end while the function was frozen, and a send into such a connection fails without telling whether it
 * was read. A new connection costs milliseconds; that doubt costs an SMS.
 */
export function providerConnections({ now = Date.now }: { now?: () => number } = {}) {
  const idleSince = new WeakMap<Socket, number>();
  const agents = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };
  for (const agent of Object.values(agents)) agent.on('free', (socket: Socket) => idleSince.set(socket, now()));

  return {
    ...agents,
    dropIdle(): void {
      const free = Object.values(agents).flatMap((agent) => Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []));
      for (const socket of free) {
        if (now() - (idleSince.get(socket) ?? 0) > idleMs) socket.destroy();
      }
    },
  };
}

/**
 * How long one call may take, in milliseconds. A connection gets half of it at most, so that one which never came about is told apart from a
 * send that was never answered.
 */
export function timeoutsOf(timeoutSeconds: number): { connectionTimeout: number; requestTimeout: number } {
  const requestTimeout = timeoutSeconds * 1000;
  return { connectionTimeout: Math.min(1_000, requestTimeout / 2), requestTimeout };
}

/** How an SDK's client talks to a provider: one attempt, given up after `timeoutSeconds`. */
export function oneAttempt({ httpAgent, httpsAgent }: ReturnType<typeof providerConnections>, timeoutSeconds: number) {
  return {
    maxAttempts: 1,
    requestHandler: { httpAgent, httpsAgent, ...timeoutsOf(timeoutSeconds), throwOnRequestTimeout: true },
  };
}
