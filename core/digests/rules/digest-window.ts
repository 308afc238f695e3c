import type { DigestCadence } from '../../../contract/preferences/preferences.ts';
import { type LocalDate, type LocalTime, Weekday } from '../../../contract/values.ts';
import { addDays, instantAt, localClock, nextOccurrence, weekdayOn } from '../../time/rules/local-time.ts';

/** When a user wants digests, by their own clock; `weekday` is for the weekly one. */
export type DigestClock = { time: LocalTime; weekday: Weekday; zone: string };

/** When a digest is due, and the date that it is for: a skipped 23:30 may happen on the day after. */
export type DigestDue = { date: LocalDate; at: Date };

/**
 * Where a user's digests of one cadence stand. They are numbered; the one of the highest number takes entries while it has a
 * `due`, and is closed when it has none. `lastDate` is what the last closed one was for.
 */
export type DigestState = { number: number; due?: DigestDue; lastDate?: LocalDate };

/** Where a new entry goes: into the digest that is open, or that same one at another time, or a new one. */
export type Placement = { change: 'none' | 'moves' | 'opens'; number: number; due: DigestDue };

/** Whose digest it is, as far as its time depends on it. */
export type DigestWish = { cadence: DigestCadence; clock: DigestClock };

const overdueMs = 24 * 3_600_000;

/** Where an entry that arrives now goes. What a user has chosen since can bring a digest forward, never put it off. */
export function placeEntry(state: DigestState, { cadence, clock, now }: DigestWish & { now: Date }): Placement {
  const { number, due, lastDate } = state;
  const next = nextDigest({ cadence, clock, after: now, lastDate });
  if (due === undefined) return { change: 'opens', number: number + 1, due: next };

  // whatever became of one that is a day late: with a new place in the clock it goes out after all
  const isLost = now.getTime() - due.at.getTime() > overdueMs;
  return next.at < due.at || isLost ? { change: 'moves', number, due: next } : { change: 'none', number, due };
}

/** The next digest after an instant: one for each local day or week, so none for the one that has had its own. */
export function nextDigest({ cadence, clock, after, lastDate }: DigestWish & { after: Date; lastDate?: LocalDate }): DigestDue {
  const { time, zone } = clock;
  const wanted = cadence === 'weekly' ? { time, weekday: clock.weekday } : { time };
  let next = nextOccurrence(after, wanted, zone);
  while (!isLater(next.date, lastDate, cadence)) next = nextOccurrence(next.at, wanted, zone);
  return next;
}

/**
 * Whether a digest whose time has come goes now, and for which date. When the user chose another zone, hour or day since it was
 * opened, their present day or week counts: one that had its digest gets no second, and one that had none gets it now or later.
 */
export function decideDue(
  due: DigestDue,
  { cadence, clock, now, lastDate }: DigestWish & { now: Date; lastDate?: LocalDate },
): { verdict: 'send'; date: LocalDate } | { verdict: 'later'; due: DigestDue } {
  if (isAsChosen(due, { cadence, clock }) && isLater(due.date, lastDate, cadence)) return { verdict: 'send', date: due.date };

  const today = localClock(due.at, clock.zone).date; // of its own time and not of now: a late run must not skip a day
  const after = due.at > now ? due.at : now;
  if (!isLater(today, lastDate, cadence)) return { verdict: 'later', due: nextDigest({ cadence, clock, after, lastDate }) };
  const date = cadence === 'daily' ? today : addDays(periodOf(today, 'weekly'), Weekday.options.indexOf(clock.weekday));
  const at = instantAt({ date, time: clock.time }, clock.zone);
  return at > now ? { verdict: 'later', due: { date, at } } : { verdict: 'send', date: today };
}

function isAsChosen({ date, at }: DigestDue, { cadence, clock }: DigestWish): boolean {
  if (cadence === 'weekly' && weekdayOn(date) !== clock.weekday) return false;
  return instantAt({ date, time: clock.time }, clock.zone).getTime() === at.getTime();
}

function isLater(date: LocalDate, lastDate: LocalDate | undefined, cadence: DigestCadence): boolean {
  return lastDate === undefined || periodOf(date, cadence) > periodOf(lastDate, cadence);
}

/** What may have one digest: a day, or a week by the date of its Monday. */
function periodOf(date: LocalDate, cadence: DigestCadence): LocalDate {
  switch (cadence) {
    case 'daily':
      return date;
    case 'weekly':
      return addDays(date, -Weekday.options.indexOf(weekdayOn(date)));
    default:
      return cadence satisfies never;
  }
}
