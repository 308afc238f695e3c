import type { BatchAnswer } from '../../contract/batches/batch.ts';
import type { Actor } from '../../contract/publishing/actor.ts';
import type { NotificationAnswer, SmsBill } from '../../contract/publishing/notifications.ts';
import { actorsOf, gathers } from '../batches/close-batch.ts';
import type { BatchEntry, Batches } from '../batches/ports/batches.ts';
import { mostShown } from '../batches/rules/most-in-batch.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import { Refused } from '../errors.ts';
import { type Told, timelineOf } from '../message-log/rules/timeline.ts';
import type { PublishingLedger } from './ports/ledger.ts';

export type ReadNotificationDeps = {
  ledger: Pick<PublishingLedger, 'read'>;
  feed: Pick<Feed, 'marks'>;
  batches: Pick<Batches, 'entries'>;
};

/**
 * Reads everything that happened to a notification, channel by channel, and why. No address and no text is in it.
 * @throws Refused `not_found`; also for a moment after it was accepted, until it is dispatched.
 */
export async function readNotification(id: string, { ledger, feed, batches }: ReadNotificationDeps): Promise<NotificationAnswer> {
  const found = await ledger.read(id);
  if (found === undefined) throw new Refused('not_found', `there is no notification "${id}" (or it is not dispatched yet)`);

  const gathered = gathers(found.notification) ? await batches.entries(found.notification.userId, id) : [];
  const told = { ...toNotificationAnswer(found), ...(gathered.length > 0 && { batch: soFar(gathered) }) };
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

/** What an open batch has in it by now. */
function soFar(entries: readonly BatchEntry[]): BatchAnswer {
  const notifications = entries.slice(0, mostShown).map(({ notificationId }) => notificationId);
  return { gathers: true, count: entries.length, notifications, ...ofActors(actorsOf(entries)) };
}

function ofActors(actors: readonly Actor[]): Pick<BatchAnswer, 'actors'> {
  return actors.length === 0 ? {} : { actors: actors.slice(0, mostShown) };
}

/** Writes which batch a notification is in, or which it tells of. */
function toBatchAnswer({ joined, batchKey, batch }: NotificationRecord): BatchAnswer | undefined {
  if (joined !== undefined) return { joined: joined.id };
  if (batch !== undefined)
    return { count: batch.count, notifications: batch.items.map(({ id }) => id), ...ofActors(batch.actors) };
  return batchKey === undefined ? undefined : { gathers: true };
}

function toBill({ bill, billedUsd }: Pick<MessageRecord, 'bill' | 'billedUsd'>): SmsBill | undefined {
  return bill && { segments: bill.segments, estimated_usd: bill.estimatedUsd, billed_usd: billedUsd };
}
