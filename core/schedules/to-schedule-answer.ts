import { type ScheduleAnswer, type ScheduleRun, shownTimes } from '../../contract/schedules/schedules.ts';
import type { EndedRun } from './ports/schedules.ts';
import type { Schedule } from './rules/schedule.ts';
import { nextTimes } from './rules/schedule-times.ts';

/** A schedule as the app's server sees it. */
export function toScheduleAnswer(schedule: Schedule, now: Date): ScheduleAnswer {
  const { id, publish, timing, graceSeconds: grace, paused, pausedBecause, test, createdAt, updatedAt } = schedule;
  const { workflow, recipients, topic, audience, rate_per_minute, data, priority, channels } = publish;
  const { callback, failure_callback } = publish;
  const { cron, every, timezone, startsAt, endsAt } = timing;
  return {
    id,
    workflow,
    recipients: recipients && [...recipients],
    topic,
    audience,
    rate_per_minute,
    data,
    priority,
    channels: channels && [...channels],
    callback,
    failure_callback,
    cron,
    every,
    timezone,
    starts_at: startsAt?.toISOString(),
    ends_at: endsAt?.toISOString(),
    grace,
    paused,
    paused_because: pausedBecause,
    test,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
    next_runs: nextTimes(timing, now, shownTimes).map((at) => at.toISOString()),
  };
}

/** A run as the app's server sees it. */
export function toScheduleRun({
  time,
  ranAt,
  byHand,
  outcome,
  reason,
  detail,
  requestId,
  refusedRecipients,
}: EndedRun): ScheduleRun {
  return {
    time: time.toISOString(),
    ran_at: ranAt.toISOString(),
    by_hand: byHand,
    outcome,
    reason,
    detail,
    request: requestId,
    refused_recipients: refusedRecipients,
  };
}
