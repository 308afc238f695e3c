import * as z from 'zod';
import { checksOfOneWay, checksOfWhom, waysToSayWhom } from '../broadcasts/whom.ts';
import { FeedQuery } from '../channels/inbox/feed.ts';
import { Cursor } from '../http/cursor.ts';
import { besideOtherFaults } from '../http/refine.ts';
import { publishFields } from '../publishing/publish.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import { Instant, RequestId, TimeZone, UserId } from '../values.ts';
import { callbackFields, callbackOfTopic, hasNoCallbackOfTopic } from '../webhooks/callbacks.ts';
import { Cron, Every, Grace, maxRecipients, Recipients, SmallData } from './schedule-fields.ts';
import { ScheduleId } from './schedule-id.ts';

const { workflow, topic, audience, rate_per_minute, data, priority, channels } = publishFields.shape;

type Asked = { cron?: unknown; every?: unknown };
const hasOneTiming = ({ cron, every }: Asked) => cron === undefined || every === undefined;
const twoTimings = { path: ['every'], error: 'must not be given together with cron', ...besideOtherFaults };

/** A workflow that is published again and again: what, to whom, and when. */
export const NewSchedule = z
  .strictObject({
    id: ScheduleId.optional().meta({
      description: 'Absent: one is derived from the rest, so that the same body makes one schedule',
    }),
    workflow,
    recipients: Recipients.optional(),
    topic,
    audience,
    rate_per_minute,
    data: SmallData.default({}),
    priority,
    channels,
    ...callbackFields,
    cron: Cron.optional(),
    every: Every.optional(),
    timezone: TimeZone.default('UTC').meta({ description: 'Where the clock hangs that `cron` reads' }),
    starts_at: Instant.optional().meta({ description: 'No run before; the first run of `every`' }),
    ends_at: Instant.optional().meta({ description: 'No run at this time or later' }),
    grace: Grace.default(3_600),
    paused: z.boolean().default(false),
  })
  .check(...checksOfWhom)
  .refine((asked) => asked.cron !== undefined || asked.every !== undefined, {
    path: ['cron'],
    error: 'must be given, or every',
    ...besideOtherFaults,
  })
  .refine(hasOneTiming, twoTimings)
  .refine(hasNoCallbackOfTopic, callbackOfTopic)
  .meta({
    id: 'NewSchedule',
    description:
      'To exactly one of `recipients`, `topic` and `audience`, by exactly one of `cron` and `every`. `rate_per_minute` is for an audience',
    oneOf: waysToSayWhom.flatMap((whom) => (['cron', 'every'] as const).map((when) => ({ required: [whom, when] }))),
    example: {
      id: 'rent-reminder',
      workflow: 'message',
      topic: 'building:42',
      data: { title: 'Rent is due', body: 'The rent for this month is due on the 3rd.' },
      cron: '0 9 1 * *',
      timezone: 'Europe/London',
    },
  });
export type NewSchedule = z.infer<typeof NewSchedule>;

/** What changes of a schedule. With an audience goes its rate when something takes its place. */
export const ScheduleChange = z
  .strictObject({
    workflow: workflow.optional(),
    recipients: Recipients.optional(),
    topic,
    audience,
    rate_per_minute: rate_per_minute.unwrap().nullable().optional(),
    data: SmallData.optional(),
    priority: priority.unwrap().nullable().optional(),
    channels: channels.unwrap().nullable().optional(),
    callback: callbackFields.callback.unwrap().nullable().optional(),
    failure_callback: callbackFields.failure_callback.unwrap().nullable().optional(),
    cron: Cron.optional(),
    every: Every.optional(),
    timezone: TimeZone.optional(),
    starts_at: Instant.nullable().optional(),
    ends_at: Instant.nullable().optional(),
    grace: Grace.optional(),
    paused: z.boolean().optional(),
  })
  .check(...checksOfOneWay)
  .refine(hasOneTiming, twoTimings)
  .meta({
    id: 'ScheduleChange',
    description:
      'What is absent stays, and `null` goes. At most one of `recipients`, `topic` and `audience`, and one of `cron` and `every`: each in the place of what there was',
    example: { paused: true },
  });
export type ScheduleChange = z.infer<typeof ScheduleChange>;

/**
 * What became of a run. `published`: see its request. `missed`: its grace was over. `refused`: the publish was, for the reason, which
 * `detail` tells in words.
 */
export const RunOutcome = z.enum(['published', 'missed', 'refused']);
export type RunOutcome = z.infer<typeof RunOutcome>;

/** One run of a schedule: the time it was for, when it ran, and what became of it. */
export const ScheduleRun = z
  .strictObject({
    time: Instant,
    ran_at: Instant,
    by_hand: z.boolean(),
    outcome: RunOutcome,
    reason: z.string().optional(),
    detail: z.string().optional(),
    request: RequestId.optional(),
    /** How many of the recipients were refused, most likely for not being known. */
    refused_recipients: z.int().min(1).optional(),
  })
  .meta({ id: 'ScheduleRun' });
export type ScheduleRun = z.infer<typeof ScheduleRun>;

/** How many times to come, and how many runs, one schedule shows. */
export const shownTimes = 10;
export const shownRuns = 20;

const scheduleFields = {
  id: ScheduleId,
  tenant: tenantBeside,
  workflow,
  /** Empty when all of them were erased: then it is paused. */
  recipients: z.array(UserId).max(maxRecipients).optional(),
  topic,
  audience,
  rate_per_minute,
  data,
  priority,
  channels,
  ...callbackFields,
  cron: Cron.optional(),
  every: Every.optional(),
  timezone: TimeZone,
  starts_at: Instant.optional(),
  ends_at: Instant.optional(),
  grace: Grace,
  paused: z.boolean(),
  /** Set when nobody paused it: so many runs in a row were refused. */
  paused_because: z.enum(['refused']).optional(),
  test: z.boolean(),
  created_at: Instant,
  updated_at: Instant,
  /** The next times; empty when it has ended, and what they would be while it is paused. */
  next_runs: z.array(Instant).max(shownTimes),
};

/** A schedule as it stands, with the next ten times. */
export const ScheduleAnswer = z.strictObject(scheduleFields).meta({ id: 'Schedule' });
export type ScheduleAnswer = z.infer<typeof ScheduleAnswer>;

/** The same with its last runs, newest first. */
export const ScheduleStory = z
  .strictObject({ ...scheduleFields, history: z.array(ScheduleRun).max(shownRuns) })
  .meta({ id: 'ScheduleStory' });
export type ScheduleStory = z.infer<typeof ScheduleStory>;

/** Which part of the list to read. */
export const ScheduleQuery = z.strictObject({ limit: FeedQuery.shape.limit, cursor: Cursor.optional() });
export type ScheduleQuery = z.infer<typeof ScheduleQuery>;

/** A page of the schedules, by id. */
export const SchedulePage = z
  .strictObject({ data: z.array(ScheduleAnswer), next_cursor: Cursor.optional() })
  .meta({ id: 'SchedulePage' });
export type SchedulePage = z.infer<typeof SchedulePage>;

/** A run by hand that is on its way, and where to ask what became of it. */
export const StartedRun = z
  .strictObject({ request: RequestId, status_url: z.string().meta({ example: '/v1/requests/req_01KAPJ4E3V5B2F8H1K4M7P9S3D' }) })
  .meta({ id: 'StartedRun' });
export type StartedRun = z.infer<typeof StartedRun>;
