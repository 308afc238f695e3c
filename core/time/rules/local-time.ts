import { addDays, dateOf, weekdayOn } from '../../../contract/time/local-date.ts';
import type { LocalDate, LocalTime, Weekday } from '../../../contract/values.ts';
import { zoneOffset } from './zone-offset.ts';

/** What a clock and a calendar on the wall show. */
export type LocalClock = { date: LocalDate; time: LocalTime; weekday: Weekday };

const day = 86_400_000;

/** What clocks in a zone show at an instant; seconds are cut off. */
export function localClock(at: Date, zone: string): LocalClock {
  const shown = new Date(at.getTime() + zoneOffset(at, zone));
  const date = dateOf(shown);
  return { date, time: shown.toISOString().slice(11, 16), weekday: weekdayOn(date) };
}

/**
 * When clocks in a zone first show a local time, or one that is later: a time that is skipped happens at the next instant
 * that there is, and one that is shown twice happens once.
 */
export function instantAt({ date, time }: { date: LocalDate; time: LocalTime }, zone: string): Date {
  const shown = Date.parse(`${date}T${time}:00.000Z`);
  const before = zoneOffset(new Date(shown - day), zone); // zones are at most 14 hours off, so a day holds either side
  const after = zoneOffset(new Date(shown + day), zone);

  const byOldOffset = new Date(shown - before);
  if (zoneOffset(byOldOffset, zone) === before) return byOldOffset;
  const byNewOffset = new Date(shown - after);
  if (zoneOffset(byNewOffset, zone) === after) return byNewOffset;
  return changeBetween(byNewOffset, byOldOffset, zone); // skipped: each offset puts it on the other's side of the change
}

/** How far ahead a date is looked for: more than a year. */
const mostDaysAhead = 400;

/**
 * The next instant after another at which clocks in a zone come to a time, on one of the dates that are wanted, with that date. What is
 * due at a skipped 23:30 may happen on the day after. A date that a zone skips has no times; when it is wanted all the same, what is
 * due then is due as the next date begins.
 */
export function nextOccurrence(
  after: Date,
  { time, isDate = (date) => isInCalendar(date, zone) }: { time: LocalTime; isDate?: (date: LocalDate) => boolean },
  zone: string,
): { date: LocalDate; at: Date } {
  const today = localClock(after, zone).date;
  for (let ahead = 0; ahead <= mostDaysAhead; ahead += 1) {
    const date = addDays(today, ahead);
    if (!isDate(date)) continue;
    const at = instantAt({ date, time }, zone);
    if (at > after) return { date, at };
  }
  throw new RangeError(`no date within ${mostDaysAhead} days of ${today} is wanted, or "${time}" is not a local time`);
}

/** Whether a zone has a date: Samoa went from 29 to 31 December 2011. */
export function isInCalendar(date: LocalDate, zone: string): boolean {
  return localClock(instantAt({ date, time: '00:00' }, zone), zone).date === date;
}

/** The first instant of the new offset, between one that has it not yet and one that has it. */
function changeBetween(before: Date, after: Date, zone: string): Date {
  const newOffset = zoneOffset(after, zone);
  let [low, high] = [before.getTime(), after.getTime()];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffset(new Date(middle), zone) === newOffset) high = middle;
    else low = middle;
  }
  return new Date(high);
}
