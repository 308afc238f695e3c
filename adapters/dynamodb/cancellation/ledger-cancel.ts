import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isSent } from '../../../contract/channels/channels.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { isBatched } from '../../../core/batches/rules/is-batched.ts';
import type { Cancellation, CancellationLedger } from '../../../core/cancellation/ports/ledger.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { canceledEvent, isInTime, toCancellation } from '../../records/cancel-message.ts';
import { dynamoBatches } from '../batches/batches.ts';
import { closeIfEmpty, withdrawFromBatch } from '../batches/withdraw-from-batch.ts';
import { messageKey, notificationKey } from '../delivery/keys.ts';
import { type StoredMessage, toMessage, toStoredMessage } from '../delivery/message-item.ts';
import type { StoredNotification } from '../delivery/notification-item.ts';
import { isCanceledAhead, readStored } from '../delivery/read-stored.ts';
import { toDigestName } from '../digests/digest-item.ts';
import { withdrawEntry } from '../digests/withdraw-entry.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';

type Asked = Parameters<CancellationLedger['cancel']>[0];

/**
 * Cancels what can still be canceled: one request reads it, one conditional write a message ends it. Whoever moves a message in
 * between is found out by that condition, and the message is decided again as it then stands.
 */
export async function cancelNotification(table: Table, asked: Asked, closed: readonly Channel[] = []): Promise<Cancellation> {
  const { notificationId } = asked;
  const { notification, messages } = await readStored(table, notificationId);
  if (notification === undefined && !(await markAhead(table, asked))) return cancelNotification(table, asked);
  if (notification === undefined || isCanceledAhead(notification))
    return { notificationId, canceled: [], tooLate: [], dispatched: false };

  if (notification.inSteps && (await cancelUnwritten(table, asked, notification, messages)))
    return cancelNotification(table, asked, closed);

  const batched = messages.filter((message) => isBatched(message) && !closed.includes(message.channel));
  if (batched.length > 0) {
    const isWithdrawn = await withdraw(table, batched, { at: asked.at, notification });
    if (isWithdrawn) await endIfEmpty(table, asked, notification);
    return cancelNotification(table, asked, isWithdrawn ? closed : [...closed, ...batched.map(({ channel }) => channel)]);
  }
  if (notification.batchKey !== undefined && notification.batch === undefined) await close(table, notification);
  const inTime = messages.filter((message) => isInTime(message) && !closed.includes(message.channel));
  if (inTime.length === 0) return toCancellation(notificationId, messages.map(toMessage));
  const tooLate = await Promise.all(inTime.map((message) => endOrWithdraw(table, message, { ...asked, notification })));
  return cancelNotification(table, asked, [...closed, ...tooLate.flat()]);
}

/**
 * Cancels messages that are planned and not written yet, by taking their places: whoever enters them finds that out. Answers whether there
 * were any. What goes into the inbox at once is as good as there.
 */
async function cancelUnwritten(
  table: Table,
  { notificationId, at }: Asked,
  { explanation, expiresAt }: StoredNotification,
  messages: readonly StoredMessage[],
): Promise<boolean> {
  const written = new Set(messages.map(({ channel }) => channel));
  const unwritten = (JSON.parse(explanation) as Explanation[]).filter(
    ({ channel, decision }) => !written.has(channel) && decision !== 'skip' && (isSent(channel) || decision !== 'send'),
  );
  const puts = unwritten.map(({ channel }) => {
    const events = [canceledEvent(at)];
    const canceled: MessageRecord = { notificationId, channel, status: 'canceled', reason: 'canceled', attempts: 0, events };
    return toStoredMessage(canceled, new Date(expiresAt * 1000));
  });
  await Promise.all(puts.map((Item) => putIfAbsent(table, Item)));
  return puts.length > 0;
}

function putIfAbsent({ name: TableName, client }: Table, Item: Record<string, unknown>): Promise<boolean> {
  return conditionHeld(client.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' })));
}

/** Leaves a mark in the notification's place, unless it was entered meanwhile. */
function markAhead(table: Table, { notificationId, at, expiresAt }: Asked): Promise<boolean> {
  const Item = { ...notificationKey(notificationId), canceledAt: at.toISOString(), expiresAt: epochSeconds(expiresAt) };
  return putIfAbsent(table, Item);
}

/** Takes a notification out of the batch that it has joined; answers false when that is closed. */
async function withdraw(
  table: Table,
  batched: readonly StoredMessage[],
  { at, notification }: { at: Date; notification: StoredNotification },
): Promise<boolean> {
  const { userId, workflow, joined } = notification;
  if (joined === undefined) return false;
  return withdrawFromBatch(table, batched, { ref: { userId, workflow, key: joined.key }, batchId: joined.id, at });
}

/** Ends a batch of which the last was withdrawn: nobody has to wait for its time to hear that nothing comes of it. */
async function endIfEmpty(table: Table, asked: Asked, { userId, workflow, joined }: StoredNotification): Promise<void> {
  if (joined === undefined || !(await closeIfEmpty(table, { userId, workflow, key: joined.key }, joined.id))) return;
  await cancelNotification(table, { ...asked, notificationId: joined.id });
}

/** Closes the batch of a notification that is canceled before it told of it, and forgets what was in it: what comes then opens the next. */
async function close(table: Table, { id, userId, workflow, batchKey: key = '' }: StoredNotification): Promise<void> {
  const batches = dynamoBatches(table);
  await batches.close({ userId, workflow, key }, id);
  await batches.clear(userId, id);
}

/** Answers the channel when it is too late for it, as its digest is closed. */
async function endOrWithdraw(
  table: Table,
  message: StoredMessage,
  { at, notification }: { at: Date; notification: StoredNotification },
): Promise<Channel[]> {
  const { channel, status, digest } = message;
  if (status !== 'digesting' || digest === undefined) {
    await end(table, message, at);
    return [];
  }
  const from = { userId: notification.userId, ...toDigestName(digest) };
  const canceled = { ...canceledEvent(at), reason: 'canceled' as const, at };
  return (await withdrawEntry(table, message, { from, end: canceled })) ? [] : [channel];
}

/** A send that is noted as under way has another status, and one that is not noted yet will find this one. */
function end({ name: TableName, client }: Table, { notificationId, channel, status, fence }: StoredMessage, at: Date) {
  return conditionHeld(
    client.send(
      new UpdateCommand({
        TableName,
        Key: messageKey(notificationId, channel),
        UpdateExpression: 'SET #status = :canceled, #reason = :canceled, events = list_append(events, :events) REMOVE leaseUntil',
        ConditionExpression: '#status = :read AND fence = :fence',
        ExpressionAttributeNames: { '#status': 'status', '#reason': 'reason' },
        ExpressionAttributeValues: { ':canceled': 'canceled', ':read': status, ':fence': fence, ':events': [canceledEvent(at)] },
      }),
    ),
  );
}
