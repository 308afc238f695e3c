import type { DueItem } from '../../../core/scheduling/ports/due-items.ts';
import { bucketOf } from '../../../core/scheduling/rules/due-time.ts';
import { type Key, shardOf, ulidOf } from '../table/key.ts';

/** The item of what is due at an instant, in one of the shards of its bucket. */
export function dueItemKey({ notificationId, dueAt }: DueItem): Key {
  const ulid = ulidOf(notificationId);
  return { pk: dueItemPartition(bucketOf(dueAt), shardOf(ulid)), sk: `${dueAt.toISOString()}#${ulid}` };
}

/** A shard of what falls due within a bucket of time. */
export function dueItemPartition(bucket: Date, shard: number): string {
  return `DUE#${bucket.toISOString()}#${shard}`;
}
