import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { FeedState } from '../../../../core/channels/inbox/ports/feed.ts';
import type { Key } from '../../table/key.ts';
import type { Table } from '../../table/table.ts';
import { userPartition } from '../../users/keys.ts';
import { raiseVersion, readFeedState } from './feed-state.ts';
import { padVersion, shelf, snoozed, snoozedUntilIn } from './keys.ts';

/** So many come back in one transaction; DynamoDB takes a hundred parts. */
const most = 50;

/**
 * Brings back what was snoozed until now, the first due first, and notes when the next comes. What two readers bring back at once comes
 * back once, as each counts on the version.
 */
export async function bringBack(table: Table, userId: string): Promise<FeedState> {
  const state = await readFeedState(table, userId, { fresh: true });
  const now = table.now();
  if (state.returnsAt === undefined || state.returnsAt > now) return state;

  const waiting = await readSnoozed(table, userId);
  const due = waiting.filter(({ until }) => until <= now).slice(0, most);
  const returnsAt = waiting[due.length]?.until ?? null;
  const by = Math.max(1, due.length);
  const comings = due.map(({ key, lies }, place) => comeBack(table, key, { lies, version: state.version + 1 + place }));
  await table.client.send(
    new TransactWriteCommand({ TransactItems: [raiseVersion(table, userId, state, { by, returnsAt }), ...comings] }),
  );
  const { returnsAt: _, ...rest } = state;
  return { ...rest, version: state.version + by, ...(returnsAt && { returnsAt }) };
}

/** What is snoozed, the first due first, and one more than comes back at once, which says when the next does. */
async function readSnoozed({ name, client }: Table, userId: string) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: 'shelf',
      KeyConditionExpression: 'pk = :pk AND begins_with(shelf, :snoozed)',
      ProjectionExpression: 'pk, sk, shelf',
      ExpressionAttributeValues: { ':pk': userPartition(userId), ':snoozed': snoozed },
      ConsistentRead: true,
      Limit: most + 1,
    }),
  );
  return Items.flatMap(({ pk, sk, shelf: lies }) => {
    const until = snoozedUntilIn(lies);
    return until === undefined ? [] : [{ key: { pk, sk } as Key, lies: lies as string, until }];
  });
}

/** As `placeBack` says. */
function comeBack({ name }: Table, Key: Key, { lies, version }: { lies: string; version: number }) {
  return {
    Update: {
      TableName: name,
      Key,
      UpdateExpression: 'SET shelf = :shelf, unread = :unread, returned = :version, wasRead = :true REMOVE seen',
      ConditionExpression: 'shelf = :lies',
      ExpressionAttributeValues: {
        ':shelf': shelf(false, version),
        ':unread': padVersion(version),
        ':version': version,
        ':true': true,
        ':lies': lies,
      },
    },
  };
}
