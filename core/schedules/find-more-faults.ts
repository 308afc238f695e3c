import type { NewSchedule, ScheduleChange } from '../../contract/schedules/schedules.ts';
import type { Refused } from '../errors.ts';
import type { SoundFields } from '../http/rules/sound-fields.ts';
import { findContentFaults } from '../publishing/find-more-faults.ts';
import { scheduleInvalid } from '../publishing/validate-publish.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { partFaults } from './rules/timing-faults.ts';

/** What else is wrong with a new schedule of which some field has not the shape that it should, so that all is told at once. */
export function findMoreFaults(parts: SoundFields<NewSchedule>, at: Date, workflows: ReadonlyMap<string, Workflow>): Refused[] {
  return [...findContentFaults(parts, workflows), ...findTimingFaults(parts, at)];
}

/** What else is wrong with the times of a schedule, or of a change of one. */
export function findTimingFaults(
  {
    sound: { timezone, cron, starts_at, ends_at },
  }: SoundFields<Pick<ScheduleChange, 'timezone' | 'cron' | 'starts_at' | 'ends_at'>>,
  at: Date,
): Refused[] {
  const faults = partFaults({ timezone, cron, startsAt: toDate(starts_at), endsAt: toDate(ends_at) }, at);
  return faults.length === 0 ? [] : [scheduleInvalid(faults)];
}

function toDate(given: string | null | undefined): Date | undefined {
  return given == null ? undefined : new Date(given);
}
