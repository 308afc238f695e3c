import type { JobSchedule } from '../../../contract/operations/health.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How late a job may be: three tries of a minute each, Lambda's waits in between, and one run refused while another was at work. */
export const graceMinutes = 10;

/** When a job runs next: the first of its times after `at`. */
export function nextRun(schedule: JobSchedule, at: Date): Date {
  return new Date(lastRun(schedule, at).getTime() + periodMs(schedule));
}

/** When a job should have run last: the latest of its times that is not after `at`. */
export function lastRun(schedule: JobSchedule, at: Date): Date {
  const offsetMs = 'dailyAt' in schedule ? minuteOfDay(schedule.dailyAt) * minuteMs : 0;
  const period = periodMs(schedule); // days have no clock changes in UTC, and every period divides a day
  return new Date(Math.floor((at.getTime() - offsetMs) / period) * period + offsetMs);
}

/**
 * Whether a run that should long be done is not. `since` is when the first job of all was first seen to run: before that nothing
 * was due, and a stage that has never run anything is not late.
 */
export function isOverdue(
  schedule: JobSchedule,
  { succeededAt, since, now }: { succeededAt?: Date | undefined; since?: Date | undefined; now: Date },
): boolean {
  const due = lastRun(schedule, new Date(now.getTime() - graceMinutes * minuteMs));
  const known = succeededAt ?? since;
  return known !== undefined && known < due;
}

function periodMs(schedule: JobSchedule): number {
  return 'dailyAt' in schedule ? dayMs : schedule.everyMinutes * minuteMs;
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
