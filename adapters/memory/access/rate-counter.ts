import type { RateCounter } from '../../../core/access/ports/access.ts';

/** Counts calls in memory. */
export function memoryRateCounter(): RateCounter {
  const counts = new Map<string, number>();

  return {
    async count({ name, windowStart, calls }) {
      const window = JSON.stringify([name, windowStart]);
      const count = (counts.get(window) ?? 0) + calls;
      counts.set(window, count);
      return count;
    },
  };
}
