import type { BatchChange, BatchNotification } from '../../../core/batches/ports/batches.ts';
import type { OpenBatch } from '../../../core/batches/rules/open-batch.ts';
import { BatchMoved } from '../../../core/errors.ts';
import { toTrace } from '../channels/inbox/inbox-item.ts';
import { messageKey } from '../delivery/keys.ts';
import { toStoredMessage } from '../delivery/message-item.ts';
import { toStoredNotification } from '../delivery/notification-item.ts';
import { toDueItems } from '../delivery/write-beside.ts';
import type { Part } from '../table/part.ts';
import type { Table } from '../table/table.ts';
import { openBatchExpires, toStoredBatchEntry, toStoredOpenBatch } from './batch-item.ts';
import { openBatchKey } from './keys.ts';

type Joining = BatchChange & { how: 'joins' };

/**
 * Makes the transaction's parts for what a notification does to its batch. The first of them holds only while the batch is as it was read, as far as that
 * matters: any number may join between the first and the one that makes it full.
 */
export function batchParts(table: Table, change: BatchChange | undefined, expiresAt: Date): Part[] {
  if (change === undefined || change.how === 'passes') return [];
  const { name: TableName } = table;
  const { ref, batch, read } = change;
  const opens = batch.id !== read?.id;
  const opened: Part = { Put: { TableName, Item: toStoredOpenBatch(ref, batch), ...asRead(read) } };
  if (change.how === 'opens') return [opened];

  const entry: Part = { Put: { TableName, Item: toStoredBatchEntry(ref, batch.id, change.entry, expiresAt) } };
  const brought = change.brings === undefined ? [] : putNotification(table, change.brings);
  return [opens ? opened : join(table, change), entry, ...brought, ...(change.isFull ? makeDue(table, change) : [])];
}

/** @throws BatchMoved when the first of those parts did not hold, at its place in the transaction. */
export function refuseMovedBatch(codes: readonly string[], place: number, change: BatchChange | undefined): void {
  if (change === undefined || change.how === 'passes') return;
  if (codes[place] === 'ConditionalCheckFailed') throw new BatchMoved('the batch is not as it was read');
}

function asRead(read: OpenBatch | undefined) {
  if (read === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const ExpressionAttributeValues = { ':read': read.id, ':count': read.count };
  return { ConditionExpression: 'batchId = :read AND taken = :count', ExpressionAttributeValues };
}

/** Counts one more in a batch; who joins first adds on which channels it goes, and who makes it full removes it. */
function join({ name: TableName }: Table, { ref, batch, isFull, brings, most }: Joining): Part {
  const { id, count, until, channels } = batch;
  const Key = openBatchKey(ref);
  const read = { ':id': id, ':before': count - 1 };
  if (isFull)
    return {
      Delete: { TableName, Key, ConditionExpression: 'batchId = :id AND taken = :before', ExpressionAttributeValues: read },
    };
  if (brings !== undefined)
    return {
      Update: {
        TableName,
        Key,
        UpdateExpression: 'SET channels = :channels, expiresAt = :expiresAt ADD taken :one',
        ConditionExpression: 'batchId = :id AND taken = :before AND attribute_not_exists(channels)',
        ExpressionAttributeValues: { ...read, ':channels': channels, ':expiresAt': openBatchExpires(until), ':one': 1 },
      },
    };
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression: 'ADD taken :one',
      ConditionExpression: 'batchId = :id AND taken < :last AND attribute_exists(channels)',
      ExpressionAttributeValues: { ':id': id, ':last': most - 1, ':one': 1 },
    },
  };
}

/** Enters the notification that tells of a batch, with where a sweep and its user's export find it. */
function putNotification({ name: TableName }: Table, { notification, messages, dueAts, expiresAt }: BatchNotification): Part[] {
  const items = [
    toStoredNotification(notification, expiresAt),
    ...messages.map((message) => toStoredMessage(message, expiresAt)),
    ...toDueItems(notification.id, dueAts),
    toTrace(notification, expiresAt),
  ];
  return items.map((Item) => ({ Put: { TableName, Item } }));
}

/** Has what is held until a batch's time due at once. */
function makeDue({ name: TableName }: Table, { batch: { id, channels = [] }, at }: Joining): Part[] {
  return channels.map((channel) => ({
    Update: {
      TableName,
      Key: messageKey(id, channel),
      UpdateExpression: 'SET dueAt = :at',
      ConditionExpression: '#status = :scheduled',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':scheduled': 'scheduled', ':at': at.toISOString() },
    },
  }));
}
