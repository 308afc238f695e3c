import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isBatched } from '../../../core/batches/rules/is-batched.ts';
import type { MessageRecord, NotificationRecord } from '../../../core/delivery/ports/records.ts';
import type { Entry } from '../../../core/planning/ports/ledger.ts';
import { canceledEntry, isInTime } from '../../records/cancel-message.ts';
import { releasesBatch } from '../../records/releases-batch.ts';
import { batchParts, refuseMovedBatch } from '../batches/batch-parts.ts';
import { findCancellation, toMember } from '../cancellation/cancellations.ts';
import { cancelNotification } from '../cancellation/ledger-cancel.ts';
import { userIsNotErased } from '../channels/inbox/feed-state.ts';
import { toTrace } from '../channels/inbox/inbox-item.ts';
import { toMessage, toStoredMessage } from '../delivery/message-item.ts';
import { toStoredNotification } from '../delivery/notification-item.ts';
import { isCanceledAhead, isThere, readStored } from '../delivery/read-stored.ts';
import { besideParts } from '../delivery/write-beside.ts';
import { joinDigest } from '../digests/digest-entry.ts';
import { cancellationReasons } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { completeEntry, enterInSteps } from './enter-in-steps.ts';
import { countInCapWindows, refuseFullWindows } from './frequency-caps.ts';

/**
 * Enters a notification. Whoever cancels its key notes that first and then looks who has the key; we join the key first and then
 * look again whether it is canceled: so at least one of the two sees the other. See docs/decisions/0072.
 */
export async function enterNotification(table: Table, entry: Entry): Promise<MessageRecord[]> {
  const canceledAt = await findCover(table, entry);
  const messages = await enterOnce(table, canceledAt ? canceledEntry(entry, canceledAt) : entry);
  const coveredAt = canceledAt ?? (await findCover(table, entry));
  if (coveredAt === undefined || !messages.some((each) => isInTime(each) || isBatched(each))) return messages; // in time is also what an earlier attempt has left so

  const { notification, expiresAt } = entry;
  await cancelNotification(table, { notificationId: notification.id, at: coveredAt, expiresAt });
  return readMessages(table, notification.id);
}

/** The instant that the notification's key is canceled until, if it was requested before. */
async function findCover(table: Table, { notification }: Entry): Promise<Date | undefined> {
  const { cancellationKey, createdAt } = notification;
  const canceledAt = cancellationKey === undefined ? undefined : await findCancellation(table, cancellationKey);
  return canceledAt && canceledAt >= createdAt ? canceledAt : undefined;
}

async function enterOnce(table: Table, entry: Entry): Promise<MessageRecord[]> {
  const entered = await (isAllOrNothing(entry)
    ? enterInto(table, entry, 'attribute_not_exists(pk)')
    : enterInSteps(table, entry));
  if (entered) return entered;

  const { notification } = await readStored(table, entry.notification.id);
  if (isThere(notification, table.now()) && notification.inSteps) return completeEntry(table, entry, notification);
  if (!isCanceledAhead(notification)) return readMessages(table, entry.notification.id);
  const canceled = canceledEntry(entry, new Date(notification.canceledAt));
  return (await enterInto(table, canceled, 'attribute_exists(canceledAt)')) ?? readMessages(table, entry.notification.id);
}

/** Whether it depends on counts, on a digest or a batch that others change, so that it is written in one transaction. */
function isAllOrNothing({ capWindows = [], digestEntry, batch }: Entry): boolean {
  return capWindows.length > 0 || digestEntry !== undefined || batch !== undefined;
}

/**
 * Answers the messages as they were entered, none for a user who was deleted, and nothing when something was in their place. The
 * parts have an order, by which the reasons of a cancelled transaction are told apart: the notification, the windows of its caps,
 * its batch, and at the end what the user's item has to say.
 */
async function enterInto(table: Table, entry: Entry, condition: string): Promise<MessageRecord[] | undefined> {
  const { notification, digestEntry, capWindows = [], expiresAt } = entry;
  const joined = digestEntry && (await joinDigest(table, digestEntry, expiresAt));
  const messages = entry.messages.map((message) =>
    joined && message.status === 'digesting' ? { ...message, digest: joined.digest } : message,
  );
  const put = (Item: Record<string, unknown>) => ({ Put: { TableName: table.name, Item } });
  const meta = put(toStoredNotification(notification, expiresAt));
  const { cancellationKey: key } = notification;
  const member = key && toMember(key, notification.id, expiresAt);
  const beside = await besideParts(table, { ...entry, notificationId: notification.id });
  if (beside === undefined) return [];
  const TransactItems = [
    { Put: { ...meta.Put, ConditionExpression: condition } },
    ...countInCapWindows(table, notification.userId, capWindows),
    ...batchParts(table, entry.batch, expiresAt),
    ...messages.map((message) => put(toStoredMessage(message, expiresAt))),
    ...(member ? [put(member)] : []),
    ...(joined?.parts ?? []),
    ...beside,
    ...(entry.inboxItem === undefined
      ? [put(toTrace(notification, expiresAt)), userIsNotErased(table, notification.userId)]
      : []),
  ];
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems }));
    return releasesBatch(entry.batch) ? [...messages, ...(await readBatch(table, notification))] : messages;
  } catch (error) {
    const codes = cancellationReasons(error);
    if (codes?.[0] === 'ConditionalCheckFailed') return undefined;
    refuseFullWindows(codes?.slice(1) ?? [], capWindows);
    refuseMovedBatch(codes ?? [], 1 + capWindows.length, entry.batch);
    if (entry.inboxItem === undefined && codes?.at(-1) === 'ConditionalCheckFailed') return [];
    throw error;
  }
}

/** The messages as they stand, with those of the batch that it is in; none only when their time is up. */
async function readMessages(table: Table, notificationId: string): Promise<MessageRecord[]> {
  const { notification, messages } = await readStored(table, notificationId);
  return isThere(notification, table.now()) ? [...messages.map(toMessage), ...(await readBatch(table, notification))] : [];
}

/** The messages of the notification that tells of a batch, as they stand. */
async function readBatch(table: Table, { joined }: Pick<NotificationRecord, 'joined'>): Promise<MessageRecord[]> {
  return joined === undefined ? [] : (await readStored(table, joined.id)).messages.map(toMessage);
}
