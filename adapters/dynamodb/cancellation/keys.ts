import { type Key, shardOf, ulidOf } from '../table/key.ts';

/** The item which says until when a cancellation key is canceled. */
export function cancellationKeyKey(key: string): Key {
  return { pk: `CANCEL#${key}`, sk: '-' };
}

/** A notification that was entered with a cancellation key, in one of the key's shards. */
export function canceledTogetherKey(key: string, notificationId: string): Key {
  const ulid = ulidOf(notificationId);
  return { pk: canceledTogetherPartition(key, shardOf(ulid)), sk: ulid };
}

/** Names the partition that holds a shard of the notifications with a cancellation key. */
export function canceledTogetherPartition(key: string, shard: number): string {
  return `TOGETHER#${shard}#${key}`;
}
