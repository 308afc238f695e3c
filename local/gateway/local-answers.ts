import * as z from 'zod';
import { addressFields, queueKeys } from '../../contract/channels/channels.ts';
import { DigestFrequency } from '../../contract/digests/digest-frequency.ts';
import { HeldFor, MessageAnswer } from '../../contract/publishing/notifications.ts';
import { SuppressionAnswer } from '../../contract/suppressions/suppressions.ts';
import { TokenAnswer } from '../../contract/users/users.ts';
import { Channel, Instant, MessageStatus } from '../../contract/values.ts';
import { FaultOrder, FaultyProvider } from '../emulators/providers/faults.ts';
import { WorkflowsAnswer } from './workflows-answer.ts';

/** What was sent on any channel. `subject`, `html` and `headers`: of what is more than a text. */
const OutboxEntry = z.strictObject({
  id: z.string(),
  channel: Channel,
  provider: FaultyProvider.optional(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
  subject: z.string().optional(),
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  attachments: z.array(z.strictObject({ filename: z.string(), content_type: z.string(), bytes: z.int() })).optional(),
  tags: z.record(z.string(), z.string()),
  notification_id: z.string().optional(),
  outcome: z.enum(['delivered', 'bounced', 'complained', 'suppressed', 'out_of_office']),
  sent_at: Instant,
});

const QueueState = z.strictObject({
  name: z.string(),
  url: z.string(),
  waiting: z.int(),
  delayed: z.int(),
  in_flight: z.int(),
  oldest_age_seconds: z.number().optional(),
  dead_letters: z.int().optional(),
});
const FunctionState = z.strictObject({
  name: z.string(),
  processes: z.int(),
  busy: z.int(),
  invocations: z.int(),
  cold_starts: z.int(),
  failures: z.int(),
  cpu_ms: z.int(),
});
const Job = z.strictObject({
  name: z.string(),
  schedule: z.string(),
  next_run_at: Instant.optional(),
  last_started_at: Instant.optional(),
  last_succeeded_at: Instant.optional(),
  /** What its last success handled. */
  last_count: z.int().optional(),
  overdue: z.boolean().optional(),
});

const User = z.strictObject({
  id: z.string(),
  ...addressFields('kept'),
  locale: z.string().optional(),
  timezone: z.string().optional(),
});
/** How the console shows a channel. */
const ListedChannel = z.strictObject({
  name: Channel,
  title: z.string(),
  /** What many of its messages are called. */
  many: z.string(),
  /** Its drawing in `elements/icons.svg`; a plain one where it has none of its own. */
  icon: z.string(),
  is_sent: z.boolean(),
  is_held_at_night: z.boolean(),
  can_bounce: z.boolean(),
  /** Those that a message passes when all goes well. */
  usual_statuses: z.array(MessageStatus),
  /** The field of a user that holds their address, and what goes into it. */
  address: z.strictObject({ field: z.string(), noun: z.string(), wanted: z.string(), is_list: z.boolean() }).optional(),
  queues: z.array(z.strictObject({ name: z.string(), title: z.string() })),
  /** Who sends its messages in this stage. */
  provider: z.strictObject({ name: z.string(), title: z.string() }).optional(),
  /** Every provider that it may have: faults can be scripted for each. */
  providers: z.array(z.strictObject({ name: FaultyProvider, title: z.string() })),
});

const WaitingChannel = z.strictObject({
  channel: Channel,
  status: MessageStatus,
  held_for: HeldFor.optional(),
  frequency: DigestFrequency.optional(),
  due_at: Instant.optional(),
  because: z.string().optional(),
});
const WaitingNotification = z.strictObject({
  id: z.string(),
  user: z.string(),
  workflow: z.string(),
  title: z.string().optional(),
  timezone: z.string().optional(),
  cancellation_key: z.string().optional(),
  channels: z.array(WaitingChannel),
});
const RecentNotification = z.strictObject({
  id: z.string(),
  request: z.string(),
  user: z.string(),
  workflow: z.string(),
  title: z.string().optional(),
  test: z.boolean(),
  topic: z.string().optional(),
  created_at: Instant,
  messages: z.array(MessageAnswer.pick({ channel: true, status: true, reason: true, events: true })),
});
const PausedQueue = z.strictObject({
  queue: z.enum([...queueKeys(), 'unverified-recipients']),
  why: z.string(),
  since: Instant.optional(),
  until: Instant.optional(),
});

/** Where the console is: the local system, or a stage that is deployed, each write of which asks first. */
const Stage = z.strictObject({
  name: z.string(),
  is_local: z.boolean(),
  account: z.string().optional(),
  region: z.string().optional(),
  api: z.string(),
});
/** What the last seven days say of the sender, what the mail provider still takes, and what the month's SMS have cost. */
const Sending = z.strictObject({
  delivered: z.int(),
  bounced: z.int(),
  complained: z.int(),
  /** How near the worse rate is to where bulk e-mail is paused. */
  risk_percent: z.number(),
  quota: z.strictObject({ per_day: z.number().optional(), used: z.number() }).optional(),
  sms: z.strictObject({ spent_usd: z.number(), budget_usd: z.number().optional() }),
  /** The account's bill of this month beside its budget, or why it is not told; absent where nothing costs money. */
  bill: z
    .union([
      z.strictObject({ limit_usd: z.number().optional(), spent_usd: z.number(), forecast_usd: z.number().optional() }),
      z.strictObject({ why_not: z.string() }),
    ])
    .optional(),
});
/** An alarm, since when it is in its state, what it means while it is up, and which article of the runbook says what to do. */
const Alarm = z.strictObject({
  name: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'alarm', 'unknown']),
  since: Instant.optional(),
  sentence: z.string().optional(),
  article: z.string().optional(),
});
/** A message that was put aside, without addresses, and what would become of it if it were given back. */
const DeadLetter = z.strictObject({
  id: z.string(),
  sent_at: Instant,
  reason: z.string().optional(),
  body: z.string(),
  would: z.string().optional(),
  because: z.string().optional(),
});

/** A list of the local system's. */
const list = <Item extends z.ZodType>(item: Item) => z.strictObject({ data: z.array(item) });

/** What each of the system's own addresses answers to the console, which takes its types from here; journeys hold every answer to it. */
export const localAnswers = {
  'POST /local/token': TokenAnswer,
  'GET /local/outbox': list(OutboxEntry),
  'GET /local/queues': list(QueueState),
  'GET /local/functions': list(FunctionState),
  'GET /local/jobs': list(Job),
  'GET /local/refused-origins': list(z.strictObject({ origin: z.string(), asked_at: Instant, way_out: z.string() })),
  'GET /local/users': list(User),
  'GET /local/topics': list(z.strictObject({ name: z.string(), subscribers: z.array(z.string()) })),
  'GET /local/waiting': list(WaitingNotification),
  'GET /local/recent': list(RecentNotification),
  'GET /local/paused': list(PausedQueue),
  'GET /local/channels': list(ListedChannel),
  'GET /local/workflows': WorkflowsAnswer,
  /** A job answers what it likes; most say how many items they handled. */
  'POST /local/run': z.strictObject({ result: z.looseObject({ handled: z.int().optional() }).nullish() }),
  'GET /local/faults': list(FaultOrder),
  'PUT /local/faults': list(FaultOrder),
  'GET /local/stage': Stage,
  'GET /local/sending': Sending,
  /** `why_none`: why there are none, where there cannot be any. */
  /** `through`: up to when was looked, and `next` goes on from there. */
  'GET /local/due/{from}': z.strictObject({
    data: z.array(WaitingNotification),
    through: Instant,
    next: z.string(),
    is_cut: z.boolean(),
  }),
  'GET /local/alarms': z.strictObject({ data: z.array(Alarm), why_none: z.string().optional() }),
  'GET /local/user-topics/{user}': z.strictObject({ data: z.array(z.string()) }),
  'GET /local/dead-letters/{queue}': z.strictObject({ data: z.array(DeadLetter), is_redrivable: z.boolean() }),
  'POST /local/dead-letters/{queue}/redrive': z.strictObject({ moved: z.int(), kept: z.int(), why_kept: z.string().optional() }),
  /** `lifted`: the stage had something against the address. */
  'GET /local/user-suppressions/{user}': list(SuppressionAnswer),
  'POST /local/lift': z.strictObject({ lifted: z.boolean(), ses: z.string() }),
} as const;

/** The same as types. */
export type LocalAnswers = { [Operation in keyof typeof localAnswers]: z.infer<(typeof localAnswers)[Operation]> };
