import type { JobRun } from '../operations/run-job.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Schedules } from './ports/schedules.ts';
import type { Timers } from './ports/timers.ts';
import { timerOf } from './rules/timer-of.ts';
import { setTimer } from './set-timer.ts';

export type MendTimersDeps = { schedules: Pick<Schedules, 'find' | 'list'>; timers: Timers; now: Now };

/** What a page of timers may take before the function's time is up. */
const reserveMs = 20_000;
const pageSize = 25;

/**
 * Makes the timers what the table says, after a crash between the two, a restored table, or a group that was made anew. It sets
 * those that are missing or wrong, and removes those of no schedule. Answers how many that were.
 */
export async function mendTimers(
  { remainingMs }: Pick<JobRun, 'remainingMs'>,
  deps: MendTimersDeps,
): Promise<{ count: number; done: boolean }> {
  let count = 0;
  let after: string | undefined;
  do {
    if (remainingMs() < reserveMs) return { count, done: false };
    const page = await deps.schedules.list({ limit: pageSize, after });
    const mended = await Promise.all(page.schedules.map(({ id }) => mend(id, deps)));
    count += mended.filter(Boolean).length;
    after = page.next;
  } while (after !== undefined);

  do {
    if (remainingMs() < reserveMs) return { count, done: false };
    const page = await deps.timers.list(after);
    const removed = await Promise.all(page.scheduleIds.map((id) => removeOrphan(id, deps)));
    count += removed.filter(Boolean).length;
    after = page.next;
  } while (after !== undefined);
  return { count, done: true };
}

/** Goes by the schedule as it is now, since the page is a moment old, and looks again when it has set a timer: somebody may have changed it. */
async function mend(id: string, deps: MendTimersDeps): Promise<boolean> {
  const schedule = await deps.schedules.find(id);
  const timer = schedule && timerOf(schedule, deps.now());
  if (timer === undefined || !(await deps.timers.mend(timer))) return false;
  await setTimer(id, deps);
  return true;
}

async function removeOrphan(id: string, { schedules, timers }: MendTimersDeps): Promise<boolean> {
  return (await schedules.find(id)) === undefined && (await timers.remove(id));
}
