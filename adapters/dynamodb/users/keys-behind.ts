import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { canceledTogetherKey } from '../cancellation/keys.ts';
import type { StoredInboxItem } from '../channels/inbox/inbox-item.ts';
import { notificationPartition } from '../delivery/keys.ts';
import type { StoredMessage, StoredNotification } from '../delivery/message-item.ts';
import type { StoredDigestState } from '../digests/digest-item.ts';
import { digestNamedIn, dueDigestKey } from '../digests/keys.ts';
import { dueItemKey } from '../scheduling/keys.ts';
import type { Key } from '../table/key.ts';
import type { Table } from '../table/table.ts';
import { subscriberKey, topicNamedIn } from '../topics/keys.ts';

/** An item that lies under a user, of whichever kind. */
export type Row = Key & Partial<Pick<StoredInboxItem, 'notificationId'> & Pick<StoredDigestState, 'dueAt'> & { taken: number }>;

/** The keys of what an item of a user leads to: a notification and its messages, a digest's place in time, the other half of a subscription. */
export async function keysBehind(table: Table, userId: string, row: Row): Promise<Key[]> {
  const topic = topicNamedIn(row.sk);
  if (topic !== undefined) return [subscriberKey({ topic, userId })];
  if (row.notificationId !== undefined) return keysOfNotification(table, row.notificationId);

  const digest = digestNamedIn(row.sk);
  const isOpen = digest !== undefined && digest.number === undefined && row.dueAt !== undefined;
  return isOpen ? [dueDigestKey({ userId, cadence: digest.cadence }, new Date(row.dueAt ?? 0))] : [];
}

/** All of a notification, and where it lies in time and under its cancellation key. */
async function keysOfNotification({ name, client }: Table, notificationId: string): Promise<Key[]> {
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
