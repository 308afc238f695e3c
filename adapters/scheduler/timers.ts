import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Settings } from '../../contract/settings.ts';
import { Refused, RetryableError } from '../../core/errors.ts';
import type { Timers } from '../../core/schedules/ports/timers.ts';
import type { Timer } from '../../core/schedules/rules/timer-of.ts';
import { nameWithin, ownedBy, tenantOf } from '../../core/tenants/rules/owned.ts';
import { asRetryableError, readSdkError } from '../aws/sdk-errors.ts';

/** The settings that say where timers are, and what they wake up. */
export const timerSettings = [
  'SCHEDULE_GROUP_NAME',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_TARGET_ARN',
  'SCHEDULE_DEAD_LETTERS_ARN',
] as const;
type Places = Pick<Settings, (typeof timerSettings)[number]>;

/** As often as EventBridge Scheduler can: the age of a message ends it. */
const mostRetries = 185;

/**
 * The name of a schedule's timer: its own, and of a tenant's `acme/rent` `_acme.rent`, as a name takes no `/`. No id begins with `_`, and no tenant has a dot.
 */
export function timerName(scheduleId: string): string {
  const tenant = tenantOf(scheduleId);
  return tenant === undefined ? scheduleId : `_${tenant}.${nameWithin(scheduleId)}`;
}

/** The schedule that a timer of such a name is of. */
export function scheduleOf(name: string): string {
  const [, tenant, own = ''] = /^_([^.]+)\.(.*)$/.exec(name) ?? [];
  return tenant === undefined ? name : ownedBy(tenant, own);
}

/** Keeps timers at EventBridge Scheduler: one schedule each, in the stage's group, under its name, with the ingest queue as its target. */
export function schedulerTimers(places: Places): Timers {
  const client = new SchedulerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  const GroupName = places.SCHEDULE_GROUP_NAME;

  /** Waits for a call; nothing when there is no such schedule. */
  async function ifThere<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await call;
    } catch (error) {
      if (readSdkError(error).name === 'ResourceNotFoundException') return undefined;
      throw toFailure(error);
    }
  }

  async function set(timer: Timer): Promise<void> {
    const wanted = toSchedule(timer, places);
    if ((await ifThere(client.send(new UpdateScheduleCommand(wanted)))) !== undefined) return;
    await client.send(new CreateScheduleCommand(wanted)).catch((error) => {
      throw toFailure(error);
    });
  }

  return {
    set,

    async mend(timer) {
      const stands = await ifThere(client.send(new GetScheduleCommand({ GroupName, Name: timerName(timer.scheduleId) })));
      if (stands !== undefined && isAs(toSchedule(timer, places), stands)) return false;
      await set(timer);
      return true;
    },

    async remove(scheduleId) {
      const Name = timerName(scheduleId);
      return (await ifThere(client.send(new DeleteScheduleCommand({ GroupName, Name })))) !== undefined;
    },

    async list(NextToken) {
      const listed = await ifThere(client.send(new ListSchedulesCommand({ GroupName, MaxResults: 100, NextToken })));
      const { Schedules = [], NextToken: next } = listed ?? {};
      return {
        scheduleIds: Schedules.flatMap(({ Name }) => (Name === undefined ? [] : scheduleOf(Name))),
        ...(next && { next }),
      };
    },
  };
}

/** Tells apart what may be asked for again, like two changes at once, and what EventBridge Scheduler will never take. */
function toFailure(error: unknown): unknown {
  const { name, message } = readSdkError(error);
  if (name === 'ConflictException') return new RetryableError('the timer is being changed by somebody else', { cause: error });
  if (name === 'ValidationException')
    return new Refused('schedule_invalid', `EventBridge Scheduler does not take it: ${message}`);
  return asRetryableError('EventBridge Scheduler', error);
}

/** The words in `<…>` are EventBridge Scheduler's: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function toSchedule(timer: Timer, places: Places): CreateScheduleCommandInput {
  const { scheduleId, expression, timezone, startsAt, endsAt, isOn, revision, retrySeconds } = timer;
  const message = { version: 1, type: 'scheduled', scheduleId, time: '<aws.scheduler.scheduled-time>', revision };
  return {
    GroupName: places.SCHEDULE_GROUP_NAME,
    Name: timerName(scheduleId),
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    StartDate: startsAt,
    EndDate: endsAt,
    State: isOn ? 'ENABLED' : 'DISABLED',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: places.SCHEDULE_TARGET_ARN,
      RoleArn: places.SCHEDULE_ROLE_ARN,
      Input: JSON.stringify(message),
      DeadLetterConfig: { Arn: places.SCHEDULE_DEAD_LETTERS_ARN },
      RetryPolicy: { MaximumEventAgeInSeconds: retrySeconds, MaximumRetryAttempts: mostRetries },
    },
  };
}

/** Whether a schedule does what is wanted; when it began does not matter any more. */
function isAs(wanted: CreateScheduleCommandInput, stands: GetScheduleCommandOutput): boolean {
  const said = (one: CreateScheduleCommandInput | GetScheduleCommandOutput) => {
    const { Arn, RoleArn, Input, DeadLetterConfig, RetryPolicy } = one.Target ?? {};
    const target = [Arn, RoleArn, Input, DeadLetterConfig?.Arn, RetryPolicy?.MaximumEventAgeInSeconds];
    return JSON.stringify([one.ScheduleExpression, one.ScheduleExpressionTimezone, one.State, one.EndDate?.getTime(), target]);
  };
  return said(wanted) === said(stands);
}
