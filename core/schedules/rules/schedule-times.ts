import { instantAt, localClock } from '../../time/rules/local-time.ts';
import { isKnownZone, zoneOffset } from '../../time/rules/zone-offset.ts';
import { type CronValues, readCronValues } from './cron-values.ts';
import { readCrontab } from './crontab.ts';
import type { Timing } from './schedule.ts';

const minuteMs = 60_000;
const unitMs = { minute: minuteMs, hour: 60 * minuteMs, day: 24 * 60 * minuteMs };

/** No time is told beyond: later ones cannot be written as an instant of four-digit years. */
export const horizon = new Date('9999-01-01T00:00:00.000Z');

/**
 * The first time of a schedule after an instant and before the horizon, if there is one. A time that the zone's clocks skip is left out, and one that they show
 * twice is there once, the first time; a day of `every` has 24 hours. So does EventBridge Scheduler:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export function nextTime(timing: Timing, after: Date): Date | undefined {
  const { startsAt, endsAt } = timing;
  const from = startsAt !== undefined && startsAt > after ? new Date(startsAt.getTime() - 1) : after;
  if (from >= horizon || !isReadable(timing)) return undefined;
  const next = timing.every === undefined ? nextByCron(timing, from) : nextByRate(timing.every, timing, from);
  return next === undefined || next >= horizon || (endsAt !== undefined && next >= endsAt) ? undefined : next;
}

/**
 * Whether a timing that was kept can still be read: an earlier version may have taken a crontab that this one does not, and a zone may be
 * known no more. It has no times then, and is shown, paused and changed all the same.
 */
function isReadable({ cron, timezone }: Timing): boolean {
  return isKnownZone(timezone) && (cron === undefined || readCrontab(cron).outcome === 'read');
}

/** Lists the next times, so many at most. */
export function nextTimes(timing: Timing, after: Date, most: number): Date[] {
  const times: Date[] = [];
  for (let next = nextTime(timing, after); next !== undefined && times.length < most; next = nextTime(timing, next))
    times.push(next);
  return times;
}

/**
 * The time that a run stands for which was to be at `time` and starts now: the latest that has come since, so that many that were
 * missed make one run. It looks back as far as `graceSeconds`, since what is older does not run any more.
 */
export function latestTime(timing: Timing, time: Date, { now, graceSeconds }: { now: Date; graceSeconds: number }): Date {
  const oldest = new Date(now.getTime() - graceSeconds * 1000 - 1);
  let latest = time;
  for (
    let next = nextTime(timing, time > oldest ? time : oldest);
    next !== undefined && next <= now;
    next = nextTime(timing, next)
  ) {
    latest = next;
  }
  return latest;
}

/** Says how long the period of an `every` is, in milliseconds. */
export function periodMs(every: string): number {
  const [count, unit = ''] = every.split(' ');
  return Number(count) * unitMs[unit.replace('s', '') as keyof typeof unitMs]; // of this form, as the contract has seen to
}

/** Whole periods after the schedule began: with `startsAt` the first is then, else after one period. */
function nextByRate(every: string, { startsAt, since }: Timing, after: Date): Date {
  const period = periodMs(every);
  const began = Math.ceil((startsAt ?? since).getTime() / minuteMs) * minuteMs; // EventBridge Scheduler knows whole minutes
  const first = startsAt === undefined ? 1 : 0;
  const periods = Math.floor((after.getTime() - began) / period) + 1;
  return new Date(began + Math.max(first, periods) * period);
}

/** Clocks on the wall go by the cron, and then what they show is looked up in the zone. */
function nextByCron({ cron = '', timezone }: Timing, after: Date): Date | undefined {
  const values = readCronValues(cron);
  let shown: number | undefined = after.getTime() + zoneOffset(after, timezone);
  for (;;) {
    shown = nextShown(values, shown);
    if (shown === undefined || shown >= horizon.getTime()) return undefined;
    const at = firstShowing(new Date(shown), timezone);
    if (at !== undefined && at > after) return at;
  }
}

/** 29 February may be eight years away, as in 2096. */
const mostDaysAhead = 8 * 366;

/** The next that a clock shows of a cron after what it shows now, as if it went by UTC. */
function nextShown({ minutes, hours, days, months, weekdays }: CronValues, shown: number): number | undefined {
  const today = new Date(shown).setUTCHours(0, 0, 0, 0);
  for (let ahead = 0; ahead <= mostDaysAhead; ahead += 1) {
    const midnight = new Date(today + ahead * unitMs.day);
    const isDay = months.includes(midnight.getUTCMonth() + 1) && days.includes(midnight.getUTCDate());
    if (!isDay || !weekdays.includes(midnight.getUTCDay())) continue;
    for (const hour of hours) {
      const full = midnight.getTime() + hour * unitMs.hour;
      const minute = minutes.find((each) => full + each * minuteMs > shown);
      if (minute !== undefined) return full + minute * minuteMs;
    }
  }
  return undefined;
}

/** When clocks in the zone first show a date and a time; nothing when they skip it. */
function firstShowing(shown: Date, zone: string): Date | undefined {
  const [date = '', time = ''] = [shown.toISOString().slice(0, 10), shown.toISOString().slice(11, 16)];
  const at = instantAt({ date, time }, zone);
  const clock = localClock(at, zone);
  return clock.date === date && clock.time === time ? at : undefined;
}
