import { shortFingerprint } from '../../publishing/rules/fingerprint.ts';
import { readCrontab } from './crontab.ts';
import type { Schedule, Timing } from './schedule.ts';
import { nextTime, periodMs } from './schedule-times.ts';

/** What wakes a schedule up: an expression as EventBridge Scheduler takes it, and what its messages say. */
export type Timer = {
  scheduleId: string;
  /** `cron(0 9 ? * MON *)` or `rate(2 hours)`. */
  expression: string;
  timezone: string;
  /** Never in the past: EventBridge Scheduler refuses what is more than five minutes old. */
  startsAt?: Date;
  endsAt?: Date;
  isOn: boolean;
  /** What its messages carry: it differs when the times do. */
  revision: string;
  /** How long a message that the queue does not take is tried again, in seconds. */
  retrySeconds: number;
};

/** The timer that a schedule is to have; none when it has no time any more. */
export function timerOf({ id, timing, graceSeconds, paused }: Schedule, now: Date): Timer | undefined {
  const next = nextTime(timing, now);
  if (next === undefined) return undefined;

  const { every, timezone, startsAt, endsAt } = timing;
  // a rate goes by its start, which has to lie ahead: so each time that it is set, it begins with the next of its times
  const start = every !== undefined ? next : startsAt !== undefined && startsAt > now ? startsAt : undefined;
  return {
    scheduleId: id,
    expression: expressionOf(timing),
    timezone,
    ...(start && { startsAt: start }),
    ...(endsAt && { endsAt }),
    isOn: !paused,
    revision: revisionOf(timing),
    retrySeconds: graceSeconds,
  };
}

/** What differs when the times do; the same times have the same. */
export function revisionOf({ cron, every, timezone, startsAt, endsAt, since }: Timing): string {
  return shortFingerprint(JSON.stringify([cron, every, timezone, startsAt, endsAt, since]));
}

function expressionOf({ cron, every }: Timing): string {
  if (every !== undefined) return `rate(${inUnits(periodMs(every) / 60_000)})`;
  const crontab = readCrontab(cron ?? '');
  if (crontab.outcome === 'refused') throw new Error(`a schedule was kept with the cron "${cron}", which ${crontab.detail}`);
  return crontab.expression;
}

/** AWS wants the unit singular for 1: `1 day`, `90 minutes`. */
function inUnits(minutes: number): string {
  const [unit, size] =
    minutes % 1440 === 0 ? (['day', 1440] as const) : minutes % 60 === 0 ? (['hour', 60] as const) : (['minute', 1] as const);
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
