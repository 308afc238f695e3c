import { createServer } from 'node:net';
import { CannotStart } from './stopping.ts';

/** The ports of one running system, all on 127.0.0.1. */
export type Ports = { http: number; tables: number; queues: number; providers: number };

/**
 * The four ports: `first` and the three after it, or four free ones when `first` is 0.
 * @throws CannotStart that names a port which is in use, and how to choose another.
 */
export async function claimPorts(first: number): Promise<Ports> {
  if (first === 0)
    return { http: await freePort(), tables: await freePort(), queues: await freePort(), providers: await freePort() };

  const ports = { http: first, tables: first + 1, queues: first + 2, providers: first + 3 };
  for (const [use, port] of Object.entries(ports)) {
    if (await isFree(port)) continue;
    throw new CannotStart(
      `port ${port} (${use}) is in use by another program; stop that, or choose four other ports: BELLHOP_PORT=${first + 100} npm start`,
    );
  }
  return ports;
}

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port was given'))));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false)); // in use, or not ours to use: either way the next step is the same
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
