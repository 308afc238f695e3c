import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Topics } from '../../../core/topics/ports/topics.ts';
import { listedTopicKey, listedTopics } from '../message-log/keys.ts';
import { batchPut } from '../table/batch-write.ts';
import { shards } from '../table/key.ts';
import { mergePartitions } from '../table/merge-partitions.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { topicPartition } from './keys.ts';

const mostKnown = 1_000;
const known = new WeakMap<Table, Set<string>>();

/** Puts a topic into the list of all, once: this process remembers which it has seen there. */
export async function listTopic(table: Table, topic: string): Promise<void> {
  const seen = known.get(table) ?? new Set<string>();
  if (seen.has(topic)) return;
  const key = listedTopicKey(topic);
  if ((await readItem(table, key, 'recent')) === undefined) await batchPut(table, [key]);
  if (seen.size >= mostKnown) seen.clear();
  known.set(table, seen.add(topic));
}

/** A stretch of the list, without the topics that have lost their last subscriber. */
export async function listTopics(
  table: Table,
  { after = '', limit }: Parameters<Topics['list']>[0],
): Promise<{ topics: string[]; next?: string }> {
  const { items, more } = await mergePartitions<{ sk: string }>(table, {
    partitions: Array.from({ length: shards }, (_, shard) => listedTopics(shard)),
    from: after === '' ? '0' : after,
    to: '~',
    newestFirst: false,
    limit: limit + 1, // one of them may be the one to go on behind
  });
  const behind = items.map(({ sk }) => sk).filter((topic) => topic !== after);
  const some = behind.slice(0, limit);
  const haveAny = await Promise.all(some.map((topic) => hasSubscriber(table, topic)));
  const next = more || behind.length > limit ? some.at(-1) : undefined;
  return { topics: some.filter((_, index) => haveAny[index]), ...(next !== undefined && { next }) };
}

async function hasSubscriber({ name, client }: Table, topic: string): Promise<boolean> {
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': topicPartition(topic) },
      Select: 'COUNT',
      Limit: 1,
    }),
  );
  return Count > 0;
}
