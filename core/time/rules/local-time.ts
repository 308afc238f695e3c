import { type LocalDate, type LocalTime, Weekday } from '../../../contract/values.ts';
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

/** The next instant after another at which clocks in a zone come to a time, on that weekday when one is given. */
export function nextAt(after: Date, due: { time: LocalTime; weekday?: Weekday }, zone: string): Date {
  return nextOccurrence(after, due, zone).at;
}

/**
 * The same with the date that it belongs to, which names it: what is due at a skipped 23:30 may happen on the day after. A date
 * that a zone skips has no times; a weekly one is then due as the next date begins, so that no week goes without.
 */
export function nextOccurrence(
  after: Date,
  { time, weekday }: { time: LocalTime; weekday?: Weekday },
  zone: string,
): { date: LocalDate; at: Date } {
  const today = localClock(after, zone).date;
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = addDays(today, ahead);
    if (weekday !== undefined && weekdayOn(date) !== weekday) continue;
    const at = instantAt({ date, time }, zone);
    if (at > after && (weekday !== undefined || isInCalendar(date, zone))) return { date, at };
  }
  throw new RangeError(`"${time}" is not a local time, or "${weekday}" not a weekday`); // whatever a zone does, a week has all of them
}

/** The date so many days after another, or before it. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(new Date(Date.parse(date) + days * day));
}

/** The day of the week of a date. */
export function weekdayOn(date: LocalDate): Weekday {
  return Weekday.options[(new Date(date).getUTCDay() + 6) % 7] as Weekday; // seven names, and a number below seven
}

/** Samoa went from 29 to 31 December 2011. */
function isInCalendar(date: LocalDate, zone: string): boolean {
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

function dateOf(shown: Date): LocalDate {
  return shown.toISOString().slice(0, 10);
}
