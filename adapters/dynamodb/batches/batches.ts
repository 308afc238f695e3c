import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Batches } from '../../../core/batches/ports/batches.ts';
import { batchDelete } from '../table/batch-write.ts';
import { conditionHeld } from '../table/condition-held.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { userPartition } from '../users/keys.ts';
import { type StoredBatchEntry, toBatchEntry, toOpenBatch } from './batch-item.ts';
import { batchEntriesPrefix, batchEntryKey, openBatchKey } from './keys.ts';

/** Keeps batches in the table, under their user. */
export function dynamoBatches(table: Table): Batches {
  return {
    async find(ref) {
      const item = await readItem(table, openBatchKey(ref));
      return item && toOpenBatch(item);
    },

    async close(ref, id) {
      const only = { ConditionExpression: 'batchId = :id', ExpressionAttributeValues: { ':id': id } };
      await conditionHeld(table.client.send(new DeleteCommand({ TableName: table.name, Key: openBatchKey(ref), ...only })));
    },

    entries: async (userId, id) => (await readEntries(table, userId, id)).map(toBatchEntry),

    async clear(userId, id) {
      const entries = await readEntries(table, userId, id);
      if (entries.length === 0) return;
      await batchDelete(
        table,
        entries.map(({ notificationId }) => batchEntryKey(userId, id, notificationId)),
      );
    },
  };
}

/** Reads all of a batch: what a thousand entries take is a page or two. */
async function readEntries(table: Table, userId: string, id: string): Promise<StoredBatchEntry[]> {
  const entries: StoredBatchEntry[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': batchEntriesPrefix(id) },
        ConsistentRead: true,
        ExclusiveStartKey,
      }),
    );
    entries.push(...((page.Items ?? []) as StoredBatchEntry[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return entries.filter((item) => !hasExpired(item, table.now()));
}
