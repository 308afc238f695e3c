import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import { frequencyOf } from '../../../contract/digests/frequencies.ts';
import type { LocalDate, LocalTime, Weekday } from '../../../contract/values.ts';
import { instantAt, isInCalendar, localClock, nextOccurrence } from '../../time/rules/local-time.ts';

/** When a user wants digests, by their own clock; `weekday` is for frequencies that go by it. */
export type DigestClock = { time: LocalTime; weekday: Weekday; zone: string };

/** When a digest is due, and the date that it is for: a skipped 23:30 may happen on the day after. */
export type DigestDue = { date: LocalDate; at: Date };

/**
 * Where a user's digests of one frequency stand. They are numbered; the one of the highest number takes entries while it has a
 * `due`, and is closed when it has none. `lastDate` is what the last closed one was for.
 */
export type DigestState = { number: number; due?: DigestDue; lastDate?: LocalDate };

/** Where a new entry goes: into the digest that is open, or that same one at another time, or a new one. */
export type Placement = { change: 'none' | 'moves' | 'opens'; number: number; due: DigestDue };

/** What a user has chosen, as far as the time of a digest depends on it. */
export type DigestChoice = { frequency: DigestFrequency; clock: DigestClock };

const overdueMs = 24 * 3_600_000;

/** Where an entry that arrives now goes. What a user has chosen since can bring a digest forward, never put it off. */
export function placeEntry(state: DigestState, { frequency, clock, now }: DigestChoice & { now: Date }): Placement {
  const { number, due, lastDate } = state;
  const next = nextDigest({ frequency, clock, after: now, lastDate });
  if (due === undefined) return { change: 'opens', number: number + 1, due: next };

  // whatever became of one that is a day late: it goes out after all, at the user's hour, and does not wait for another period
  const isLost = now.getTime() - due.at.getTime() > overdueMs;
  if (isLost) return { change: 'moves', number, due: nextOccurrence(now, { time: clock.time }, clock.zone) };
  return next.at < due.at ? { change: 'moves', number, due: next } : { change: 'none', number, due };
}

/** The next digest after an instant: one for each local day, week or month, so none for the one that has had its own. */
export function nextDigest({
  frequency,
  clock,
  after,
  lastDate,
}: DigestChoice & { after: Date; lastDate?: LocalDate }): DigestDue {
  const { time, zone } = clock;
  const isDate = (date: LocalDate) =>
    isDateOf(date, { frequency, clock }) && isLater(date, lastDate, frequency) && isThere(date, frequency, zone);
  return nextOccurrence(after, { time, isDate }, zone);
}

/**
 * Decides whether a digest whose time has come goes now, and for which date. The user may have chosen another zone, hour or day
 * since it was opened: then their present day, week or month counts. A period that has had its digest gets no second one; one
 * that has had none gets it now or later.
 */
export function decideDue(
  due: DigestDue,
  { frequency, clock, now, lastDate }: DigestChoice & { now: Date; lastDate?: LocalDate },
): { verdict: 'send'; date: LocalDate } | { verdict: 'later'; due: DigestDue } {
  if (isAsChosen(due, { frequency, clock }) && isLater(due.date, lastDate, frequency)) return { verdict: 'send', date: due.date };

  const today = localClock(due.at, clock.zone).date; // of its own time and not of now: a late run must not skip a day
  const after = due.at > now ? due.at : now;
  const date = dateInPeriodOf(today, { frequency, clock });
  const isEarly = date < today && isLater(due.date, today, frequency); // the user went west, and its own date is still to come
  if (isEarly || !isLater(today, lastDate, frequency))
    return { verdict: 'later', due: nextDigest({ frequency, clock, after, lastDate }) };
  const at = instantAt({ date, time: clock.time }, clock.zone);
  return at > now ? { verdict: 'later', due: { date, at } } : { verdict: 'send', date: today };
}

/** A date that a zone skips has no digest of its own day, but that of its week or month: no period goes without. */
function isThere(date: LocalDate, frequency: DigestFrequency, zone: string): boolean {
  return frequencyOf(frequency).longestWaitDays > 1 || isInCalendar(date, zone);
}

function isAsChosen({ date, at }: DigestDue, choice: DigestChoice): boolean {
  const { time, zone } = choice.clock;
  return isDateOf(date, choice) && instantAt({ date, time }, zone).getTime() === at.getTime();
}

function isDateOf(date: LocalDate, choice: DigestChoice): boolean {
  return dateInPeriodOf(date, choice) === date;
}

/** The date of the digest in the period that a date lies in. */
function dateInPeriodOf(date: LocalDate, { frequency, clock }: DigestChoice): LocalDate {
  const { periodOf, dateIn } = frequencyOf(frequency);
  return dateIn(periodOf(date), clock.weekday);
}

function isLater(date: LocalDate, lastDate: LocalDate | undefined, frequency: DigestFrequency): boolean {
  const { periodOf } = frequencyOf(frequency);
  return lastDate === undefined || periodOf(date) > periodOf(lastDate);
}
