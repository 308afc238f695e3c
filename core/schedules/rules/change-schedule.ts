import type { NewSchedule, ScheduleChange } from '../../../contract/schedules/schedules.ts';
import type { RequestHashes } from '../../publishing/rules/request-hashes.ts';
import { ownedBy, type Tenant } from '../../tenants/rules/owned.ts';
import type { Schedule, ScheduledPublish, Timing } from './schedule.ts';

type Made = Pick<Schedule, 'test'> & { hashes: RequestHashes; tenant?: Tenant; now: Date };

/** A schedule as it was asked for. Without an id of the caller's it has one that the same body always gives. */
export function newSchedule(body: NewSchedule, { test, hashes, tenant, now }: Made): Schedule {
  const { requestHash: bodyHash, unorderedHash } = hashes;
  const { id = ownedBy(tenant, `sch-${bodyHash.slice(0, 20)}`), workflow, recipients, topic, data, priority, channels } = body;
  const { audience, rate_per_minute, callback, failure_callback } = body;
  const { cron, every, timezone, starts_at, ends_at, grace: graceSeconds, paused } = body;
  return {
    id,
    publish: { workflow, recipients, topic, audience, rate_per_minute, data, priority, channels, callback, failure_callback },
    timing: { cron, every, timezone, startsAt: toDate(starts_at), endsAt: toDate(ends_at), since: now },
    graceSeconds,
    paused,
    test,
    bodyHash,
    unorderedHash,
    createdAt: now,
    updatedAt: now,
  };
}

/** Makes of a schedule what it is after a change. Each is later than the one before it, so that no two are of one time. */
export function changeOf(was: Schedule, change: ScheduleChange, now: Date): Schedule {
  const { pausedBecause, ...kept } = was;
  const paused = change.paused ?? was.paused;
  return {
    ...kept,
    publish: publishAfter(was.publish, change),
    timing: timingAfter(was.timing, change, now),
    graceSeconds: change.grace ?? was.graceSeconds,
    paused,
    ...(pausedBecause !== undefined && change.paused === undefined && { pausedBecause }),
    updatedAt: justAfter(was.updatedAt, now),
  };
}

/** Pauses a schedule whose runs are refused again and again. */
export function pausedAsRefused(was: Schedule, now: Date): Schedule {
  return { ...was, paused: true, pausedBecause: 'refused', updatedAt: justAfter(was.updatedAt, now) };
}

/**
 * Takes a user who is erased out of a schedule; nothing when it does not name them. It is paused when it names nobody any more, since each
 * run would be refused.
 */
export function withoutRecipient(was: Schedule, userId: string): Schedule | undefined {
  const { recipients } = was.publish;
  if (!recipients?.includes(userId)) return undefined;
  const left = recipients.filter((each) => each !== userId);
  return {
    ...was,
    publish: { ...was.publish, recipients: left },
    paused: was.paused || left.length === 0,
    updatedAt: justAfter(was.updatedAt, was.updatedAt),
  };
}

/** Says when a change is made: later than the one before it, also in the same millisecond. */
export function justAfter(was: Date, now: Date): Date {
  return new Date(Math.max(now.getTime(), was.getTime() + 1));
}

function publishAfter(was: ScheduledPublish, change: ScheduleChange): ScheduledPublish {
  const { workflow = was.workflow, data = was.data } = change;
  return {
    workflow,
    ...whomAfter(was, change),
    data,
    priority: after(was.priority, change.priority),
    channels: after(was.channels, change.channels),
    callback: after(was.callback, change.callback),
    failure_callback: after(was.failure_callback, change.failure_callback),
  };
}

function whomAfter(was: ScheduledPublish, change: ScheduleChange): Partial<ScheduledPublish> {
  const { recipients, topic, audience } = change;
  const isSame = recipients === undefined && topic === undefined && audience === undefined;
  const whom = isSame
    ? { recipients: was.recipients, topic: was.topic, audience: was.audience }
    : { recipients, topic, audience };
  const rate = after(was.rate_per_minute, change.rate_per_minute);
  return { ...whom, rate_per_minute: whom.audience && rate };
}

/** The same timing, however often it is said, stays what it was: its steps and what is on its way are those of before. */
function timingAfter(was: Timing, change: ScheduleChange, now: Date): Timing {
  const isSame = change.cron === undefined && change.every === undefined;
  const next: Timing = {
    cron: isSame ? was.cron : change.cron,
    every: isSame ? was.every : change.every,
    timezone: change.timezone ?? was.timezone,
    startsAt: after(was.startsAt, toDate(change.starts_at)),
    endsAt: after(was.endsAt, toDate(change.ends_at)),
    since: was.since,
  };
  const said = ({ cron, every, timezone, startsAt, endsAt }: Timing) => JSON.stringify([cron, every, timezone, startsAt, endsAt]);
  return said(next) === said(was) ? was : { ...next, since: now };
}

/** What is absent stays, and `null` takes it away. */
function after<Value>(was: Value | undefined, change: Value | null | undefined): Value | undefined {
  return change === undefined ? was : (change ?? undefined);
}

function toDate<Missing extends null | undefined>(instant: string | Missing): Date | Missing {
  return typeof instant === 'string' ? new Date(instant) : instant;
}
