import { Instant } from '../../../contract/values.ts';
import { unknownZone } from '../../preferences/rules/preferences.ts';
import { nextOccurrence } from '../../time/rules/local-time.ts';
import { askOwner } from './ask-owner.ts';
import type { AskedUser, Delay, StepFault } from './steps.ts';

/** The longest that a workflow may wait, as a publish's `send_at` may lie ahead. */
export const longestDelayDays = 366;

const minuteMs = 60_000;

/**
 * Until when a notification waits that was asked for at an instant, or to be sent at one (`since`); nothing when it does not. A time of day is the
 * first at or after that instant on the user's present clock.
 */
export function delayedUntil<Data>(
  { minutes, until }: Delay<Data>,
  { data, user, since }: { data: Data; user: AskedUser; since: Date },
): Date | undefined | StepFault {
  if (minutes !== undefined) return new Date(since.getTime() + minutes * minuteMs);
  if (typeof until === 'string') {
    const justBefore = new Date(since.getTime() - 1); // what comes at its time of day has waited for it
    return nextOccurrence(justBefore, { time: until }, user.timezone ?? unknownZone).at;
  }
  const given = askOwner(() => until({ data, user }));
  return given === undefined ? undefined : readInstant(given, since);
}

function readInstant(given: unknown, since: Date): Date | StepFault {
  // text without a zone would be of the zone of whichever machine reads it, and "7" of the year 2001
  const text = Instant.safeParse(given);
  const at = given instanceof Date ? given : new Date(text.success ? text.data : Number.NaN);
  if (Number.isNaN(at.getTime()))
    return { field: 'delay.until', detail: 'must answer a Date, or an instant like 2026-11-22T09:30:00Z' };
  if (at.getTime() - since.getTime() <= longestDelayDays * 1440 * minuteMs) return at;
  return { field: 'delay.until', detail: `must answer an instant at most ${longestDelayDays} days ahead` };
}

/** Says for what it waits, in words that go behind "the workflow waits". */
export function describeDelay({ minutes, until }: Delay<never>): string {
  if (minutes !== undefined) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return typeof until === 'string' ? `until ${until} of the user's day` : 'until the time that it gives';
}
