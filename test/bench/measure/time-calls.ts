import { type Figure, figure } from './figure.ts';
import { percentile } from './percentile.ts';

/** Makes calls by several callers at once, each one call after another, and answers how long each took in milliseconds. */
export async function timeCalls(
  { lanes, callsPerLane }: { lanes: number; callsPerLane: number },
  call: (lane: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  async function run(lane: number): Promise<void> {
    for (let made = 0; made < callsPerLane; made += 1) {
      const startedAt = performance.now();
      await call(lane);
      times.push(performance.now() - startedAt);
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return times;
}

/** Two figures of how long calls took: half of them, and all but one in a hundred, took no longer. */
export function latencies(name: string, times: readonly number[], promise: { p99?: number } = {}): Figure[] {
  return [
    figure({ case: name, measure: 'p50', value: percentile(times, 50), unit: 'ms' }),
    figure({ case: name, measure: 'p99', value: percentile(times, 99), unit: 'ms', promise: promise.p99 }),
  ];
}
