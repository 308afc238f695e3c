import type { ProblemPlace } from '../../../contract/http/problems.ts';
import { isKnownZone } from '../../time/rules/zone-offset.ts';
import { longStepOf } from './cron-values.ts';
import { readCrontab } from './crontab.ts';
import type { Timing } from './schedule.ts';
import { horizon, nextTime } from './schedule-times.ts';

/** How far ahead a schedule may begin. */
const mostYearsAhead = 10;

/** What is wrong with the times of a schedule that is set now. */
export function timingFaults(timing: Timing, now: Date): ProblemPlace[] {
  const faults = partFaults(timing, now);
  if (faults.length > 0) return faults;
  const { endsAt: _, ...withoutEnd } = timing;
  if (nextTime(withoutEnd, now) === undefined)
    return [{ pointer: '/cron', detail: 'never comes: none of its months has such a day' }];
  if (nextTime(timing, now) === undefined) return [{ pointer: '/ends_at', detail: 'is before the first run' }];
  return [];
}

/** What is wrong with each part of the times by itself, all of it at once; a part that is not given is not looked at. */
export function partFaults({ timezone, cron, startsAt, endsAt }: Partial<Timing>, now: Date): ProblemPlace[] {
  const details = {
    '/timezone': timezone !== undefined && !isKnownZone(timezone) && 'must be an IANA time zone, like Europe/London',
    '/cron': cron !== undefined && cronFault(cron),
    '/starts_at': startsAt !== undefined && startFault(startsAt, now),
    '/ends_at': endsAt !== undefined && endFault(endsAt, startsAt, now),
  };
  return Object.entries(details).flatMap(([pointer, detail]) => (detail ? [{ pointer, detail }] : []));
}

function cronFault(cron: string): string | undefined {
  const crontab = readCrontab(cron);
  return crontab.outcome === 'refused' ? crontab.detail : longStepOf(cron);
}

function startFault(startsAt: Date, now: Date): string | undefined {
  if (startsAt.getTime() >= 0 && startsAt <= yearsAfter(now, mostYearsAhead)) return undefined;
  return `must be later than 1970, and within ${mostYearsAhead} years from now`;
}

function endFault(endsAt: Date, startsAt: Date | undefined, now: Date): string | undefined {
  if (endsAt >= horizon) return 'must be before the year 9999; leave it out for no end';
  if (endsAt <= now) return 'has passed already';
  return startsAt !== undefined && endsAt <= startsAt ? 'must be later than starts_at' : undefined;
}

function yearsAfter(now: Date, years: number): Date {
  return new Date(new Date(now).setUTCFullYear(now.getUTCFullYear() + years));
}
