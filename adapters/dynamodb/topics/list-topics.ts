import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { TopicList } from '../../../core/topics/ports/topics.ts';
import { listedTopics } from '../message-log/keys.ts';
import { shards } from '../table/key.ts';
import { mergePartitions } from '../table/merge-partitions.ts';
import type { Table } from '../table/table.ts';
import { topicPartition } from './keys.ts';

/** Reads the list of topics. Apart from `dynamoTopics`, since most functions list none. */
export function dynamoTopicList(table: Table): TopicList {
  return { list: (page) => listTopics(table, page) };
}

/** Leaves out the topics that have lost their last subscriber. */
async function listTopics(
  table: Table,
  { prefix = '', after = prefix, limit }: Parameters<TopicList['list']>[0],
): Promise<{ topics: string[]; next?: string }> {
  const { items, more } = await mergePartitions<{ sk: string }>(table, {
    partitions: Array.from({ length: shards }, (_, shard) => listedTopics(shard)),
    from: after === '' ? '0' : after,
    to: `${prefix}~`,
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
