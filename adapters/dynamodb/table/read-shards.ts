import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { cursorInvalid } from '../../../core/errors.ts';
import { shards } from './key.ts';
import type { Table } from './table.ts';

/** Where a page of sharded items begins: a shard, and the sort key that the page before ended with. */
const place = /^([0-7])#(.*)$/;

/**
 * A page of items that lie in several partitions, shard by shard. `next` says where the page after it begins, if there may be one.
 * @throws Refused `cursor_invalid` for an `after` that it never gave.
 */
export async function readShards<Item>(
  { name, client }: Table,
  partitionOf: (shard: number) => string,
  { after = '0#', limit, fresh }: { after?: string | undefined; limit: number; fresh: boolean },
): Promise<{ items: Item[]; next?: string }> {
  const [, start, from = ''] = place.exec(after) ?? [];
  if (start === undefined) throw cursorInvalid('list', '/cursor');

  const items: Item[] = [];
  for (let shard = Number(start); shard < shards; shard += 1) {
    const pk = partitionOf(shard);
    const sk = shard === Number(start) ? from : '';
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: sk === '' ? 'pk = :pk' : 'pk = :pk AND sk > :sk',
        ExpressionAttributeValues: { ':pk': pk, ...(sk !== '' && { ':sk': sk }) },
        ConsistentRead: fresh,
        Limit: limit - items.length,
      }),
    );
    items.push(...(Items as Item[]));
    if (LastEvaluatedKey !== undefined) return { items, next: `${shard}#${LastEvaluatedKey.sk}` };
    if (items.length >= limit && shard + 1 < shards) return { items, next: `${shard + 1}#` };
  }
  return { items };
}
