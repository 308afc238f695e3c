import { DeleteCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DigestRef, Digests, OpenDigest, WaitingEntry } from '../../../core/digests/ports/digests.ts';
import { userIsNotErased } from '../channels/inbox/feed-state.ts';
import { cancellationReasons, contended } from '../table/contended.ts';
import type { Part } from '../table/part.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { userPartition } from '../users/keys.ts';
import { completeEntries } from './complete-digest.ts';
import { asRead, moveParts, readDigestState } from './digest-entry.ts';
import { type StoredDigestEntry, toClosedDigest, toOpenDigest, toStoredClosedDigest, toWaitingEntry } from './digest-item.ts';
import {
  closedDigestKey,
  digestEntriesPrefix,
  digestEntryKey,
  digestStateKey,
  dueDigestKey,
  dueDigestsPartition,
} from './keys.ts';

/** Keeps digests in the table. */
export function dynamoDigests(table: Table): Digests {
  return {
    ...dynamoDigestStates(table),

    move: (digest, due) =>
      ifStillOpen(table, digest, [
        changeState(table, digest, 'SET dueAt = :dueAt, dueDate = :dueDate', {
          ':dueAt': due.at.toISOString(),
          ':dueDate': due.date,
        }),
        ...moveParts(table, digest, digest.dueAt, due),
      ]),

    close: (digest, date) =>
      ifStillOpen(table, digest, [
        changeState(table, digest, 'SET lastDate = :date REMOVE dueAt, dueDate', { ':date': date }),
        { Delete: { TableName: table.name, Key: dueDigestKey(digest, digest.dueAt) } },
        { Put: { TableName: table.name, Item: toStoredClosedDigest(digest, { date, dueAt: digest.dueAt }) } },
      ]),

    async closed(digest) {
      const item = await readItem(table, closedDigestKey(digest));
      return item && toClosedDigest(item);
    },

    async due({ bucket, shard, after, limit }) {
      const pk = dueDigestsPartition(bucket, shard);
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ExclusiveStartKey: after === undefined ? undefined : { pk, sk: after },
          Limit: limit,
        }),
      );
      const digests = Items.map(toOpenDigest);
      return LastEvaluatedKey ? { digests, next: LastEvaluatedKey.sk as string } : { digests };
    },

    entries: (page) => readEntries(table, page),
    complete: (digest, entries, end) => completeEntries(table, digest, entries, end),

    async finish(digest) {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: closedDigestKey(digest) }));
    },
  };
}

/** Says when a user's digests go: all that a dry run asks of them. */
export function dynamoDigestStates(table: Table): Pick<Digests, 'state'> {
  return { state: (userId, frequency) => readDigestState(table, userId, frequency) };
}

async function readEntries(
  table: Table,
  { after, limit, ...digest }: DigestRef & { after?: string; limit: number },
): Promise<{ entries: WaitingEntry[]; next?: string }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartition(digest.userId), ':prefix': digestEntriesPrefix(digest) },
      ExclusiveStartKey: after === undefined ? undefined : digestEntryKey(digest, after),
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  const stored = Items as StoredDigestEntry[];
  const entries = stored.filter((item) => !hasExpired(item, table.now())).map(toWaitingEntry);
  const last = stored.at(-1);
  return LastEvaluatedKey && last ? { entries, next: last.notificationId } : { entries };
}

/** The state with another due, as long as it is open and due as it was found. It comes first in its transaction. */
function changeState({ name: TableName }: Table, digest: OpenDigest, update: string, values: Record<string, string>): Part {
  const { userId, frequency, number, dueAt } = digest;
  const condition = asRead({ number, due: { date: '', at: dueAt } });
  return {
    Update: {
      TableName,
      Key: digestStateKey(userId, frequency),
      UpdateExpression: update,
      ...condition,
      ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ...values },
    },
  };
}

/** Writes parts of which the first says whether it is open, unless its user was deleted: nothing is to come after that. */
function ifStillOpen(table: Table, { userId }: DigestRef, parts: Part[]): Promise<boolean> {
  return contended('the digest', async () => {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: [...parts, userIsNotErased(table, userId)] }));
      return true;
    } catch (error) {
      const codes = cancellationReasons(error) ?? [];
      if (codes[0] === 'ConditionalCheckFailed' || codes.at(-1) === 'ConditionalCheckFailed') return false;
      throw error;
    }
  });
}
