import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Ledger } from '../../core/ports.ts';
import { cancellations } from './contended.ts';
import { raiseVersion, readFeedState } from './feed-state.ts';
import { toStoredInboxItem } from './inbox-item.ts';
import { notificationKey } from './keys.ts';
import { type StoredNotification, toStoredMessage } from './message-item.ts';
import type { Table } from './table.ts';
import { hasExpired } from './time-to-live.ts';

type Addition = Parameters<Ledger['add']>[0];

/** Adds a message to a notification that stands: one read, then one transaction that counts on nobody else having added. */
export async function addMessage(table: Table, addition: Addition): Promise<void> {
  const Key = notificationKey(addition.message.notificationId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const notification = Item as StoredNotification | undefined;
  if (notification === undefined || hasExpired(notification, table.now())) return;

  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: await toTransaction(table, notification, addition) }));
  } catch (error) {
    const isThere = cancellations(error)?.[0] === 'ConditionalCheckFailed';
    if (!isThere) throw error;
  }
}

/** The message comes first, so that the first reason for a cancelled transaction says whether it was there already. */
async function toTransaction(table: Table, read: StoredNotification, { message, explanation, inboxItem }: Addition) {
  const { name: TableName } = table;
  const expiresAt = new Date(read.expiresAt * 1000);
  const parts = [
    { Put: { TableName, Item: toStoredMessage(message, expiresAt), ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: {
        TableName,
        Key: notificationKey(read.id),
        UpdateExpression: 'SET explanation = :next',
        ConditionExpression: 'explanation = :read',
        ExpressionAttributeValues: {
          ':next': JSON.stringify([...JSON.parse(read.explanation), explanation]),
          ':read': read.explanation,
        },
      },
    },
  ];
  if (inboxItem === undefined) return parts;

  const state = await readFeedState(table, inboxItem.userId, { fresh: true });
  return [
    ...parts,
    { Put: { TableName, Item: toStoredInboxItem(inboxItem, state.version + 1, expiresAt) } },
    raiseVersion(table, inboxItem.userId, state),
  ];
}
