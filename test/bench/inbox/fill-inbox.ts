import { BatchWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { toStoredInboxItem } from '../../../adapters/dynamodb/channels/inbox/inbox-item.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { userKey } from '../../../adapters/dynamodb/users/keys.ts';
import { notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';

const itemsPerRequest = 25; // BatchWriteItem's limit
const workers = 4;

/** Puts items into a user's empty inbox as if they had arrived one by one, with all but the newest `unread` read. */
export async function fillInbox(
  table: Table,
  userId: string,
  { items, unread }: { items: number; unread: number },
): Promise<void> {
  const now = new Date();
  let next = 1;
  async function worker(): Promise<void> {
    for (let first = next; first <= items; first = next) {
      next = first + itemsPerRequest;
      const versions = Array.from({ length: Math.min(next, items + 1) - first }, (_, n) => first + n);
      await put(
        table,
        versions.map((version) => anItem(userId, version, now)),
      );
    }
  }
  await Promise.all(Array.from({ length: workers }, worker));
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: userKey(userId),
      UpdateExpression: 'SET feedVersion = :version, readThrough = :read',
      ExpressionAttributeValues: { ':version': items, ':read': items - unread },
    }),
  );
}

async function put({ name, client }: Table, items: Record<string, unknown>[]): Promise<void> {
  let left = items.map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left } }));
    left = (UnprocessedItems?.[name] ?? []) as typeof left;
  }
}

function anItem(userId: string, version: number, createdAt: Date) {
  const item = {
    notificationId: notificationIdFor(createdAt, `item ${version}`, userId),
    userId,
    workflow: 'message',
    category: 'general',
    priority: 'normal' as const,
    title: `Notification ${version}`,
    body: 'Your repair is done. You can pick it up from today on, until seven in the evening.',
    actionUrl: 'https://app.example.com/repairs/R-1042',
    createdAt,
  };
  return toStoredInboxItem(item, version, new Date(createdAt.getTime() + 30 * 86_400_000));
}
