import type { AcquirePermit } from '../../../core/delivery/ports/rate-limiter.ts';

/** Permits that come at once, and remember what they were taken for; `refuseNext` makes the next one too far. */
export type MemoryPermit = AcquirePermit & { readonly units: readonly number[]; refuseNext(afterSeconds: number): void };

/** A provider that nobody else is sending through. */
export function memoryPermit(): MemoryPermit {
  const units: number[] = [];
  const refusals: number[] = [];

  const acquirePermit: AcquirePermit = async (asked) => {
    const afterSeconds = refusals.shift();
    if (afterSeconds !== undefined) return { outcome: 'too-far', afterSeconds };
    units.push(asked);
    return { outcome: 'granted', wait: async () => {} };
  };
  return Object.assign(acquirePermit, { units, refuseNext: (afterSeconds: number) => void refusals.push(afterSeconds) });
}
