import * as z from 'zod';
import { DigestFrequency } from '../digests/frequencies.ts';
import { TopicName } from '../topics/topics.ts';
import { Channel, NotificationId, Priority, RequestId, UserId, WorkflowKey } from '../values.ts';
import { CancellationKey, PublishedMessage, Refusal } from './publish.ts';

/**
 * How a message of ours says which readers it is for. A reader takes any `version` that it knows and ignores fields that it does not:
 * during an upgrade, and after a rollback, versions write to each other. Raised for what an older reader must not work on.
 * See docs/decisions/0095.
 */
const version = z.literal(1);

const run = {
  version,
  requestId: RequestId,
  requestedAt: z.iso.datetime(),
  workflow: WorkflowKey,
  data: z.record(z.string(), z.unknown()),
  priority: Priority.optional(),
  channels: z.array(Channel).optional(),
  sendAt: z.iso.datetime().optional(),
  expiresAt: z.iso.datetime().optional(),
  cancellationKey: CancellationKey.optional(),
  test: z.boolean(),
  topic: TopicName.optional(),
};

const refused = z.array(Refusal).optional();

const Notify = z.object({
  type: z.literal('notify'),
  ...run,
  userId: UserId,
  /** Its request made no other, so it is noted with it; and what was refused beside it. */
  alone: z.literal(true).optional(),
  refused,
});
/** One workflow run for one user, accepted and waiting to be dispatched. */
export type NotifyMessage = z.infer<typeof Notify>;

const FanOut = z.object({ type: z.literal('fan-out'), ...run, userIds: z.array(UserId).min(1), refused });
/** One workflow run for many users; becomes one `notify` message each. */
export type FanOutMessage = z.infer<typeof FanOut>;

const Topic = z.object({
  type: z.literal('fan-out-topic'),
  ...run,
  topic: TopicName,
  after: UserId.optional(),
  /** How many subscribers have come before. */
  before: z.int().min(0).optional(),
});
/** One workflow run for all subscribers of a topic, or for those that come after one; becomes one `notify` message each, page by page. */
export type TopicMessage = z.infer<typeof Topic>;

const Release = z.object({
  type: z.literal('release'),
  version,
  notificationId: NotificationId,
  dueAt: z.iso.datetime(),
});
/** What was held until an instant is to go on: it arrives at that instant, whatever a clock says. */
export type ReleaseMessage = z.infer<typeof Release>;

const Digest = z.object({
  type: z.literal('digest'),
  version,
  userId: UserId,
  cadence: DigestFrequency, // an old name of the frequency, which versions before this one write and read
  number: z.int().min(1),
  dueAt: z.iso.datetime(),
});
/** A user's digest whose time has come, as it was due then. */
export type DigestMessage = z.infer<typeof Digest>;

const CompleteDigest = z.object({ type: z.literal('settle-digest'), version, notificationId: NotificationId });
/** A digest whose e-mail came to an end, so that the messages in it come to theirs. */
export type CompleteDigestMessage = z.infer<typeof CompleteDigest>;

const FallBack = z.object({
  type: z.literal('fall-back'),
  version,
  notificationId: NotificationId,
  channel: z.enum(['email', 'sms']),
});
/** A message has ended, perhaps without reaching its user: another channel may have to take its place. */
export type FallBackMessage = z.infer<typeof FallBack>;

/** Our own messages by type. Those that others are made from keep what they do not know, and hand it on. */
const ours: Readonly<Record<string, z.ZodType>> = {
  notify: Notify,
  'fan-out': FanOut.loose(),
  'fan-out-topic': Topic.loose(),
  release: Release,
  digest: Digest,
  'settle-digest': CompleteDigest,
  'fall-back': FallBack,
};

/** An EventBridge event as its rule hands it to the ingest queue; `source` is the owner's own. */
const PublishEvent = z.object({
  id: z.string(),
  'detail-type': z.literal('notification.publish'),
  source: z.string(),
  time: z.iso.datetime(),
  detail: PublishedMessage,
});
export type PublishEvent = z.infer<typeof PublishEvent>;

/** Everything the ingest queue carries: our own messages, a publish put there by the owner, or an event from the bus. */
export type IngestMessage =
  | NotifyMessage
  | FanOutMessage
  | TopicMessage
  | ReleaseMessage
  | DigestMessage
  | CompleteDigestMessage
  | FallBackMessage
  | PublishEvent
  | PublishedMessage;

/**
 * Reads the ingest queue. What a message says of itself decides how it is read, and nothing else is tried, so that no message is
 * taken for another. A publish of the owner's is strict: a misspelt `send_at` that was ignored would send at once.
 */
export const IngestMessage = z.unknown().transform((message, context): IngestMessage => {
  const parsed = schemaFor(message).safeParse(message);
  if (parsed.success) return parsed.data as IngestMessage;
  context.issues.push(...parsed.error.issues.map((issue) => ({ ...issue, input: message }) as z.core.$ZodRawIssue));
  return z.NEVER;
});

function schemaFor(message: unknown): z.ZodType {
  const head = Head.safeParse(message).data;
  if (head?.type !== undefined) return ours[head.type] ?? Unheard;
  return BusHead.safeParse(message).success ? PublishEvent : PublishedMessage;
}

/** What only our own messages have: `type` on the ingest queue, and `version` on every queue. */
const Head = z.object({ type: z.string().optional(), version: z.int() });
const BusHead = z.object({ 'detail-type': z.string() });
const Unheard = z.object({ type: z.enum(Object.keys(ours)) });

/** Whether it is a message of ours that cannot be read here because a newer version wrote it: of a type or a `version` not known yet. */
export function isFromNewerVersion(message: unknown): boolean {
  const head = Head.safeParse(message).data;
  if (head === undefined) return false;
  return head.version > version.value || (head.type !== undefined && !Object.hasOwn(ours, head.type));
}

/** The SQS message attributes that a dead-letter message carries, and a redrive hands on: which record it was, and when that was sent (ms). */
export const originAttributes = { messageId: 'origin_message_id', sentAt: 'origin_sent_at' } as const;

/** One message to deliver: only ids, so that no queue and no dead-letter message holds an address or a text. */
export const DeliverMessage = z.object({
  version,
  notificationId: NotificationId,
  channel: z.enum(['email', 'sms']),
  /** It is a digest's e-mail: how it ends is to be told to the messages in it. */
  digest: z.literal(true).optional(),
});
export type DeliverMessage = z.infer<typeof DeliverMessage>;
