import * as z from 'zod';
import { TenantId } from '../tenants/tenant-id.ts';
import {
  Category,
  Channel,
  ExperimentId,
  Instant,
  MessageStatus,
  NotificationId,
  Priority,
  Reason,
  RecipientId,
  RequestId,
  UserId,
  VariantName,
  WorkflowKey,
} from '../values.ts';
import { type EventType, engagementEventTypes, messageEventTypes } from './event-types.ts';

/** Whose the user and the topic are that are named beside it; absent: the stage's own. */
const tenant = TenantId.optional();

/** What an event tells of a notification; nothing of what it says, and no address. */
const ofNotification = {
  tenant,
  notification: NotificationId,
  request: RequestId,
  user: RecipientId,
  workflow: WorkflowKey,
  category: Category,
  test: z.boolean(),
  experiment: ExperimentId.optional(),
  variant: VariantName.optional(),
};

const Notification = z.strictObject({ ...ofNotification, priority: Priority, topic: z.string().optional() });
/** How each of its messages stands at the end. */
const Ended = z.strictObject({
  ...ofNotification,
  messages: z.array(z.strictObject({ channel: Channel, status: MessageStatus, reason: Reason.optional() })),
});
const Message = z.strictObject({ ...ofNotification, channel: Channel, reason: Reason.optional() });
/** `machine`: it was done by a program that fetches ahead of any reader, as far as can be told. */
const Engaged = z.strictObject({ ...ofNotification, channel: Channel, machine: z.boolean() });
const InboxItem = z.strictObject({
  tenant,
  notification: NotificationId,
  user: UserId,
  workflow: WorkflowKey,
  category: Category,
});
const Inbox = z.strictObject({ tenant, user: UserId });
const Unsubscribed = z.strictObject({ tenant, user: UserId, category: z.string(), channel: z.string() });
/** The address by the SHA-256 of its normal form, in hexadecimal. */
const Suppression = z.strictObject({
  address_sha256: z.string(),
  reason: z.string(),
  source: z.string(),
  notification: NotificationId.optional(),
});

/**
 * What every event has around its data. The same change makes the same `id`, however often it is told; `timestamp` is when it happened.
 * Readers leave fields and types alone that they do not know: within a version, more may come.
 */
const envelope = { id: z.string().regex(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/), version: z.literal(1), timestamp: Instant };

/** A change of state, as the bus and webhooks tell it. */
export const Event = z
  .discriminatedUnion('type', [
    z.strictObject({ ...envelope, type: z.literal('notification.accepted'), data: Notification }),
    z.strictObject({ ...envelope, type: z.literal('notification.ended'), data: Ended }),
    z.strictObject({ ...envelope, type: z.enum(messageEventTypes), data: Message }),
    z.strictObject({ ...envelope, type: z.enum(engagementEventTypes), data: Engaged }),
    z.strictObject({
      ...envelope,
      type: z.enum(['inbox_item.seen', 'inbox_item.read', 'inbox_item.unread', 'inbox_item.archived', 'inbox_item.unarchived']),
      data: InboxItem,
    }),
    z.strictObject({ ...envelope, type: z.enum(['inbox.seen', 'inbox.read', 'preferences.changed']), data: Inbox }),
    z.strictObject({ ...envelope, type: z.literal('user.unsubscribed'), data: Unsubscribed }),
    z.strictObject({ ...envelope, type: z.enum(['suppression.added', 'suppression.removed']), data: Suppression }),
    z.strictObject({ ...envelope, type: z.literal('webhook.test'), data: z.strictObject({ webhook: z.string() }) }),
  ])
  .meta({ id: 'Event' });
export type Event = z.infer<typeof Event>;

/** A type that the schema has and the list has not, or the other way round, is an error here. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
true satisfies Same<Event['type'], EventType>;
