import { randomInt } from 'node:crypto';
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

/** Below those that systems give out by themselves (from 32,768 on), so that nobody takes one between our look and our use. */
const [lowest, highest] = [20_000, 30_000];
/** What was found here, and may not be in use yet. Other processes look at the same time, so each look is by chance. */
const found = new Set<number>();

/**
 * A port of 127.0.0.1 that nobody listens on, and that was not answered before.
 * @throws Error when a hundred looks find none.
 */
export async function freePort(): Promise<number> {
  for (let looks = 0; looks < 100; looks += 1) {
    const port = randomInt(lowest, highest);
    if (found.has(port) || !(await isFree(port))) continue;
    found.add(port);
    return port;
  }
  throw new Error(`a hundred ports from ${lowest} to ${highest - 1} are in use, of as many that were looked at`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false)); // in use, or not ours to use: either way the next step is the same
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
