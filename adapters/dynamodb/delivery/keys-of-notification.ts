import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { canceledTogetherKey } from '../cancellation/keys.ts';
import { dueItemKey } from '../scheduling/keys.ts';
import type { Key } from '../table/key.ts';
import type { Table } from '../table/table.ts';
import { notificationPartition } from './keys.ts';
import type { StoredMessage } from './message-item.ts';
import type { StoredNotification } from './notification-item.ts';

/** All of a notification, and where it lies in time and under its cancellation key. */
export async function keysOfNotification({ name, client }: Table, notificationId: string): Promise<Key[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': notificationPartition(notificationId) },
      ProjectionExpression: 'pk, sk, dueAt, cancellationKey',
      ConsistentRead: true,
    }),
  );
  const parts = Items as (Key & Pick<StoredMessage, 'dueAt'> & Pick<StoredNotification, 'cancellationKey'>)[];
  return parts.flatMap(({ pk, sk, dueAt, cancellationKey }) => [
    { pk, sk },
    ...(dueAt === undefined ? [] : [dueItemKey({ notificationId, dueAt: new Date(dueAt) })]),
    ...(cancellationKey === undefined ? [] : [canceledTogetherKey(cancellationKey, notificationId)]),
  ]);
}
