import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Addition } from '../../../core/planning/ports/ledger.ts';
import { userIsNotErased } from '../channels/inbox/feed-state.ts';
import { notificationKey } from '../delivery/keys.ts';
import { toStoredMessage } from '../delivery/message-item.ts';
import type { StoredNotification } from '../delivery/notification-item.ts';
import { besideParts } from '../delivery/write-beside.ts';
import { cancellationReasons } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';

/**
 * Adds a message to a notification that stands: one read, then one transaction that counts on nobody else having added, and on
 * nobody having deleted the user.
 */
export async function addMessage(table: Table, addition: Addition): Promise<void> {
  const Key = notificationKey(addition.message.notificationId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const notification = Item as StoredNotification | undefined;
  if (notification === undefined || hasExpired(notification, table.now())) return;

  const TransactItems = await toTransaction(table, notification, addition);
  if (TransactItems === undefined) return;
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems }));
  } catch (error) {
    const codes = cancellationReasons(error);
    const isThere = codes?.[0] === 'ConditionalCheckFailed';
    const isErased = addition.inboxItem === undefined && codes?.at(-1) === 'ConditionalCheckFailed';
    if (!isThere && !isErased) throw error;
  }
}

/**
 * The message comes first, so that the first reason for a cancelled transaction says whether it was there already; what the user's
 * item has to say comes last. Nothing for a user who was deleted.
 */
async function toTransaction(table: Table, read: StoredNotification, { message, explanation, ...rest }: Addition) {
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
  const beside = await besideParts(table, { ...rest, notificationId: read.id, expiresAt });
  if (beside === undefined) return undefined;
  return [...parts, ...beside, ...(rest.inboxItem === undefined ? [userIsNotErased(table, read.userId)] : [])];
}
