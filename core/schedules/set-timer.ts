import type { Now } from '../time/ports/clock.ts';
import type { Schedules } from './ports/schedules.ts';
import type { Timers } from './ports/timers.ts';
import { timerOf } from './rules/timer-of.ts';

export type SetTimerDeps = { schedules: Pick<Schedules, 'find'>; timers: Pick<Timers, 'set' | 'remove'>; now: Now };

/** How often somebody else may change it meanwhile before whoever comes last is left to set it. */
const mostTries = 5;

/**
 * Makes the timer of a schedule what the table says, after the table was written; answers whether there was one to remove. It looks
 * again when it is done: of two changes at once, the one that is set last might be the older.
 * @throws RetryableError when the timer could not be set; the nightly job sets it then.
 */
export async function setTimer(id: string, { schedules, timers, now }: SetTimerDeps): Promise<{ removed: boolean }> {
  let removed = false;
  let schedule = await schedules.find(id);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const timer = schedule && timerOf(schedule, now());
    if (timer === undefined) removed = (await timers.remove(id)) || removed;
    else await timers.set(timer);
    const stands = await schedules.find(id);
    if (stands?.updatedAt.getTime() === schedule?.updatedAt.getTime()) break;
    schedule = stands;
  }
  return { removed };
}
