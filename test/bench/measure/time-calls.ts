import { type Figure, figure } from './figure.ts';
import { percentile } from './percentile.ts';

/** Makes calls by several callers at once, each one call after another, and answers how long each took in milliseconds. */
export async function timeCalls(
  { clients, callsPerClient }: { clients: number; callsPerClient: number },
  call: (client: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  async function run(client: number): Promise<void> {
    for (let made = 0; made < callsPerClient; made += 1) {
      const startedAt = performance.now();
      await call(client);
      times.push(performance.now() - startedAt);
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => run(client)));
  return times;
}

/** Two figures of how long calls took: half of them, and all but one in a hundred, took no longer. */
export function latencies(name: string, times: readonly number[], promise: { p99?: number } = {}): Figure[] {
  return [
    figure({ case: name, measure: 'p50', value: percentile(times, 50), unit: 'ms' }),
    figure({ case: name, measure: 'p99', value: percentile(times, 99), unit: 'ms', promise: promise.p99 }),
  ];
}
