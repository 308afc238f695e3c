import * as z from 'zod';
import { DigestCadence } from './preferences.ts';
import { CancellationKey, PublishedMessage } from './publish.ts';
import { TopicName } from './topics.ts';
import { Channel, NotificationId, Priority, RequestId, UserId, WorkflowKey } from './values.ts';

const run = {
  version: z.literal(1),
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

/** One workflow run for one user, accepted and waiting to be dispatched. */
export const NotifyMessage = z.strictObject({ type: z.literal('notify'), ...run, userId: UserId });
export type NotifyMessage = z.infer<typeof NotifyMessage>;

/** One workflow run for many users; becomes one `notify` message each. */
export const FanOutMessage = z.strictObject({ type: z.literal('fan-out'), ...run, userIds: z.array(UserId).min(1) });
export type FanOutMessage = z.infer<typeof FanOutMessage>;

/** What was held until an instant is to go on: it arrives at that instant, whatever a clock says. */
export const ReleaseMessage = z.strictObject({
  type: z.literal('release'),
  version: z.literal(1),
  notificationId: NotificationId,
  dueAt: z.iso.datetime(),
});
export type ReleaseMessage = z.infer<typeof ReleaseMessage>;
/** A user's digest whose time has come, as it was due then. */
export const DigestMessage = z.strictObject({
  type: z.literal('digest'),
  version: z.literal(1),
  userId: UserId,
  cadence: DigestCadence,
  number: z.int().min(1),
  dueAt: z.iso.datetime(),
});
export type DigestMessage = z.infer<typeof DigestMessage>;

/** A digest whose e-mail came to an end, so that the messages in it come to theirs. */
export const SettleDigestMessage = z.strictObject({
  type: z.literal('settle-digest'),
  version: z.literal(1),
  notificationId: NotificationId,
});
export type SettleDigestMessage = z.infer<typeof SettleDigestMessage>;

/** One workflow run for all subscribers of a topic, or for those that come after one; becomes one `notify` message each, page by page. */
export const TopicMessage = z.strictObject({
  type: z.literal('fan-out-topic'),
  ...run,
  topic: TopicName,
  after: UserId.optional(),
});
export type TopicMessage = z.infer<typeof TopicMessage>;

/** An EventBridge event as its rule hands it to the ingest queue; `source` is the owner's own. */
export const PublishEvent = z.object({
  id: z.string(),
  'detail-type': z.literal('notification.publish'),
  source: z.string(),
  time: z.iso.datetime(),
  detail: PublishedMessage,
});
export type PublishEvent = z.infer<typeof PublishEvent>;

/** Everything the ingest queue carries: our own messages, a publish put there by the owner, or an event from the bus. */
export const IngestMessage = z.union([
  NotifyMessage,
  FanOutMessage,
  TopicMessage,
  ReleaseMessage,
  DigestMessage,
  SettleDigestMessage,
  PublishEvent,
  PublishedMessage,
]);
export type IngestMessage = z.infer<typeof IngestMessage>;

/** The SQS message attributes that a dead letter carries, and a redrive hands on: which record it was, and when that was sent (ms). */
export const originAttributes = { messageId: 'origin_message_id', sentAt: 'origin_sent_at' } as const;

/** One message to deliver: only ids, so that no queue and no dead letter holds an address or a text. */
export const DeliverMessage = z.strictObject({
  version: z.literal(1),
  notificationId: NotificationId,
  channel: z.enum(['email', 'sms']),
  /** It is a digest's e-mail: how it ends is to be told to the messages in it. */
  digest: z.literal(true).optional(),
});
export type DeliverMessage = z.infer<typeof DeliverMessage>;
