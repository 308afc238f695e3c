import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { UserRecords } from '../../../core/users/ports/users.ts';
import { formatRecordPosition, parseRecordPosition } from '../../records/record-position.ts';
import { readFeedState } from '../channels/inbox/feed-state.ts';
import { batchDelete } from '../table/batch-write.ts';
import { contended } from '../table/contended.ts';
import type { Key } from '../table/key.ts';
import type { Table } from '../table/table.ts';
import { erasingKey, erasingList, userPartition } from './keys.ts';
import type { UserItem } from './user-item-kind.ts';
import { kindOf } from './user-item-kinds.ts';
import { closeUser } from './write-user.ts';

/** How many items of a user one step removes, each with all that hangs on it. */
const rowsPerStep = 50;

/** The records of users in the table: everything lies under the user, or under what lies under them. */
export function dynamoUserRecords(table: Table): UserRecords {
  return {
    close: (userId, at) => contended('the user', () => closeUser(table, userId, at)),

    async eraseSome(userId) {
      const { rows, more } = await readRows(table, userId, { limit: rowsPerStep });
      const hanging = await Promise.all(rows.map((row) => kindOf(row.sk)?.keysBehind(row, { table, userId }) ?? []));
      await batchDelete(table, each(hanging.flat()));
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
  return { rows: Items as UserItem[], more: LastEvaluatedKey !== undefined, next: LastEvaluatedKey?.sk as string | undefined };
}

async function readPage(table: Table, { userId, after, limit }: Parameters<UserRecords['page']>[0]) {
  const from = after === undefined ? {} : { after: parseRecordPosition(after) };
  const { rows, next } = await readRows(table, userId, { ...from, limit });
  const feedState = await readFeedState(table, userId, { fresh: true });
  const records = await Promise.all(rows.map((row) => kindOf(row.sk)?.toRecord(row, { table, userId, feedState })));
  const there = records.filter((record) => record !== undefined);
  return { records: there, ...(next !== undefined && { next: formatRecordPosition(next) }) };
}

/** Leaves out repetitions: two items may lead to the same one, which a request must not name twice. */
function each(keys: readonly Key[]): Key[] {
  return [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
}
