import { isDeepStrictEqual } from 'node:util';
import { RetryableError } from '../../../core/errors.ts';
import type { Timers } from '../../../core/schedules/ports/timers.ts';
import type { Timer } from '../../../core/schedules/rules/timer-of.ts';

/** Timers that remember what they were set to; `refuseNext` makes them refuse the next calls. */
export type MemoryTimers = Timers & { readonly all: ReadonlyMap<string, Timer>; refuseNext(calls?: number, error?: Error): void };

/** Keeps timers in memory, and wakes nobody up. */
export function memoryTimers(): MemoryTimers {
  const all = new Map<string, Timer>();
  let refusals = 0;
  let refusal: Error;

  function answer(): void {
    if (refusals === 0) return;
    refusals -= 1;
    throw refusal;
  }

  return {
    all,

    async set(timer) {
      answer();
      all.set(timer.scheduleId, { ...timer });
    },

    async mend(timer) {
      answer();
      const { startsAt: _, ...stands } = all.get(timer.scheduleId) ?? {};
      const { startsAt: __, ...wanted } = timer;
      if (isDeepStrictEqual(stands, wanted)) return false;
      all.set(timer.scheduleId, { ...timer });
      return true;
    },

    async remove(scheduleId) {
      answer();
      return all.delete(scheduleId);
    },

    async list() {
      answer();
      return { scheduleIds: [...all.keys()] };
    },

    refuseNext(calls = 1, error = new RetryableError('the timers did not answer')) {
      refusals += calls;
      refusal = error;
    },
  };
}
