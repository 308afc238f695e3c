import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { UserRecord, UserRecords } from '../../core/ports.ts';
import { formatRecordPlace, parseRecordPlace } from '../record-position.ts';
import { batchDelete } from './batch-write.ts';
import { contended } from './contended.ts';
import { readFeedState } from './feed-state.ts';
import { isInboxItem, type StoredInboxItem, toInboxItem } from './inbox-item.ts';
import { erasingKey, erasingList, type Key, notificationPartition, subscriberKey, userPartition } from './keys.ts';
import { readNotification } from './ledger.ts';
import type { Table } from './table.ts';
import { closeUser } from './write-user.ts';

type Row = Key & { notificationId?: string };

/** How many items of a user one step removes, each with all that hangs on it. */
const rowsPerStep = 50;

/** Everything of a user, in the table: it lies under them, or under what lies under them. */
export function dynamoUserRecords(table: Table): UserRecords {
  return {
    close: (userId, at) => contended('the user', () => closeUser(table, userId, at)),

    async eraseSome(userId) {
      const { rows, more } = await readRows(table, userId, { limit: rowsPerStep });
      const hanging = await Promise.all(rows.map((row) => keysBehind(table, userId, row)));
      await batchDelete(table, hanging.flat());
      const own = rows.map(({ pk, sk }) => ({ pk, sk }));
      await batchDelete(table, own); // last: by them the rest is found again when this is cut off
      if (!more) await table.client.send(new DeleteCommand({ TableName: table.name, Key: erasingKey(userId) }));
      return { erased: rows.length, more };
    },

    async erasing(limit) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': erasingList },
          ConsistentRead: true,
          Limit: limit,
        }),
      );
      return Items.map(({ sk }) => sk);
    },

    page: (page) => readPage(table, page),
  };
}

/** What lies under a user, without the user: inbox items, subscriptions, whatever waits for a digest. */
async function readRows({ name, client }: Table, userId: string, { after, limit }: { after?: string; limit: number }) {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk < :user',
      ExpressionAttributeValues: { ':pk': userPartition(userId), ':user': 'USER' }, // which sorts behind all of it
      ConsistentRead: true,
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: { pk: userPartition(userId), sk: after } }),
    }),
  );
  return { rows: Items as Row[], more: LastEvaluatedKey !== undefined, next: LastEvaluatedKey?.sk as string | undefined };
}

/** The keys of what an item of a user leads to: a notification with its messages, or the other half of a subscription. */
async function keysBehind({ name, client }: Table, userId: string, { sk, notificationId }: Row): Promise<Key[]> {
  if (sk.startsWith('T#')) return [subscriberKey({ topic: sk.slice('T#'.length), userId })];
  if (notificationId === undefined) return [];

  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': notificationPartition(notificationId) },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    }),
  );
  return Items.map(({ pk, sk: part }) => ({ pk, sk: part }));
}

async function readPage(table: Table, { userId, after, limit }: Parameters<UserRecords['page']>[0]) {
  const from = after === undefined ? {} : { after: parseRecordPlace(after) };
  const { rows, next } = await readRows(table, userId, { ...from, limit });
  const state = await readFeedState(table, userId, { fresh: true });
  const records = await Promise.all(
    rows.map(async (row): Promise<UserRecord[]> => {
      if (row.sk.startsWith('T#')) return [{ kind: 'subscription', topic: row.sk.slice('T#'.length) }];
      if (!row.sk.startsWith('N#') || row.notificationId === undefined) return [];

      const found = await readNotification(table, row.notificationId);
      if (found === undefined) return []; // its time is up
      const item = row as unknown as StoredInboxItem;
      return [{ kind: 'notification', ...found, ...(isInboxItem(item) && { inboxItem: toInboxItem(item, userId, state) }) }];
    }),
  );
  return { records: records.flat(), ...(next !== undefined && { next: formatRecordPlace(next) }) };
}
