import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { notificationPartition } from './keys.ts';
import type { StoredMessage } from './message-item.ts';
import type { StoredNotification } from './notification-item.ts';

/** In the place of a notification that was canceled before it was entered: the instant, and no more. */
export type CanceledAhead = { pk: string; sk: string; canceledAt: string; expiresAt: number };

/** Everything of a notification as it lies in the table, even what has expired. Reads what was just written. */
export async function readStored(
  { name, client }: Table,
  notificationId: string,
): Promise<{ notification?: StoredNotification | CanceledAhead; messages: StoredMessage[] }> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': notificationPartition(notificationId) },
      ConsistentRead: true,
    }),
  );
  const notification = Items.find(({ sk }) => sk === 'META') as StoredNotification | CanceledAhead | undefined;
  const messages = Items.filter(({ sk }) => sk.startsWith('M#')) as StoredMessage[];
  return notification === undefined ? { messages } : { notification, messages };
}

/** Whether a notification was entered, and is not past its time. */
export function isThere(
  notification: StoredNotification | CanceledAhead | undefined,
  now: Date,
): notification is StoredNotification {
  return notification !== undefined && 'explanation' in notification && !hasExpired(notification, now);
}

/** Whether all messages of a notification are written; they are not while it is being entered, or when that was cut off. */
export function isWhole({ inSteps, explanation }: StoredNotification, messages: readonly unknown[]): boolean {
  return !inSteps || messages.length >= JSON.parse(explanation).length;
}

/** Whether there is only the mark of a cancellation. */
export function isCanceledAhead(notification: StoredNotification | CanceledAhead | undefined): notification is CanceledAhead {
  return notification !== undefined && 'canceledAt' in notification;
}
