import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Cancellations } from '../../../core/cancellation/ports/cancellations.ts';
import { batchPut } from '../table/batch-write.ts';
import { conditionHeld } from '../table/condition-held.ts';
import { readItem } from '../table/read-item.ts';
import { readShards } from '../table/read-shards.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { canceledTogetherKey, canceledTogetherPartition, cancellationKeyKey } from './keys.ts';

/** Cancellation keys in the table: one item says until when a key is canceled, and one each which notification has it. */
export function dynamoCancellations(table: Table): Cancellations {
  return {
    async note(key, at, expiresAt) {
      await conditionHeld(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: cancellationKeyKey(key),
            UpdateExpression: 'SET canceledAt = :at, expiresAt = :expiresAt',
            ConditionExpression: 'attribute_not_exists(canceledAt) OR canceledAt < :at',
            ExpressionAttributeValues: { ':at': at.toISOString(), ':expiresAt': epochSeconds(expiresAt) },
          }),
        ),
      );
    },

    async join(key, notificationIds, expiresAt) {
      const members = notificationIds.map((id) => toMember(key, id, expiresAt));
      await batchPut(table, members);
    },

    find: (key) => findCancellation(table, key),

    async list({ key, after, limit }) {
      const { items, next } = await readShards<{ sk: string; expiresAt: number }>(
        table,
        (shard) => canceledTogetherPartition(key, shard),
        {
          after,
          limit,
          fresh: true,
        },
      );
      const there = items.filter((item) => !hasExpired(item, table.now())); // its notification has gone with it
      const notificationIds = there.map(({ sk }) => `ntf_${sk}`);
      return next === undefined ? { notificationIds } : { notificationIds, next };
    },
  };
}

/** The item which says that a notification has a cancellation key. */
export function toMember(key: string, notificationId: string, expiresAt: Date) {
  return { ...canceledTogetherKey(key, notificationId), expiresAt: epochSeconds(expiresAt) };
}

/** The instant until which a key is canceled, if it is. */
export async function findCancellation(table: Table, key: string): Promise<Date | undefined> {
  const item = await readItem(table, cancellationKeyKey(key));
  return item && new Date(String(item.canceledAt));
}
