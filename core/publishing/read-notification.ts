import type { BatchAnswer } from '../../contract/batches/batch.ts';
import type { NotificationAnswer, SmsBill } from '../../contract/publishing/notifications.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import { Refused } from '../errors.ts';
import { type Told, timelineOf } from '../message-log/rules/timeline.ts';
import type { PublishingLedger } from './ports/ledger.ts';

/**
 * Reads everything that happened to a notification, channel by channel, and why. No address and no text is in it.
 * @throws Refused `not_found`; also for a moment after it was accepted, until it is dispatched.
 */
export async function readNotification(
  id: string,
  { ledger, feed }: { ledger: Pick<PublishingLedger, 'read'>; feed: Pick<Feed, 'marks'> },
): Promise<NotificationAnswer> {
  const found = await ledger.read(id);
  if (found === undefined) throw new Refused('not_found', `there is no notification "${id}" (or it is not dispatched yet)`);

  const told = toNotificationAnswer(found);
  const isInInbox = found.messages.some(({ channel, status }) => channel === 'inbox' && status === 'delivered');
  const marks = isInInbox ? await feed.marks(found.notification.userId, id) : {};
  return { ...told, timeline: timelineOf(told, marks) };
}

/** Writes a notification as the app's server sees it, but for its timeline. */
export function toNotificationAnswer({
  notification,
  messages: records,
}: {
  notification: NotificationRecord;
  messages: readonly MessageRecord[];
}): Told {
  const { id, requestId, userId, workflow, category, priority, test, createdAt, explanation } = notification;
  const { experiment, variant } = notification;
  const messages = records.map(({ channel, status, reason, attempts, dueAt, provider, providerId, events, ...record }) => {
    return {
      channel,
      status,
      reason,
      attempts,
      due_at: dueAt?.toISOString(),
      provider,
      provider_id: providerId,
      sms: toBill(record),
      events,
    };
  });
  const created_at = createdAt.toISOString();
  const { sendAt, goodUntil, cancellationKey: cancellation_key } = notification;
  const overrides = { send_at: sendAt?.toISOString(), expires_at: goodUntil?.toISOString(), cancellation_key };
  return {
    id,
    request: requestId,
    user: userId,
    workflow,
    category,
    priority,
    test,
    experiment,
    variant,
    created_at,
    ...overrides,
    callback: notification.callback,
    failure_callback: notification.failureCallback,
    batch: toBatchAnswer(notification),
    messages,
    explanation,
    resent_from: notification.resentFrom,
    resent_as: notification.resentAs?.map(({ at, ...resend }) => ({ ...resend, at: at.toISOString() })),
  };
}

/** Writes which batch a notification is in, or which it tells of. */
function toBatchAnswer({ joined, batchKey, batch }: NotificationRecord): BatchAnswer | undefined {
  if (joined !== undefined) return { joined: joined.id };
  if (batch !== undefined) return { count: batch.count, notifications: batch.items.map(({ id }) => id) };
  return batchKey === undefined ? undefined : { gathers: true };
}

function toBill({ bill, billedUsd }: Pick<MessageRecord, 'bill' | 'billedUsd'>): SmsBill | undefined {
  return bill && { segments: bill.segments, estimated_usd: bill.estimatedUsd, billed_usd: billedUsd };
}
