import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { type subscriberKey, topicPartition } from '../../adapters/dynamodb/topics/keys.ts';
import { userPartition } from '../../adapters/dynamodb/users/keys.ts';
import { scanTable } from '../own-table.ts';

/** A topic and who is subscribed to it. */
export type ListedTopic = { name: string; subscribers: string[] };

const before = { topic: topicPartition(''), user: userPartition('') };

/** Every topic that has subscribers, by name. The API needs no such list: an app knows its own topics. */
export async function listTopics(table: Table): Promise<ListedTopic[]> {
  const items = await scanTable(table, {
    FilterExpression: 'begins_with(pk, :topic) AND begins_with(sk, :user)',
    ExpressionAttributeValues: { ':topic': before.topic, ':user': before.user },
    ProjectionExpression: 'pk, sk',
  });
  const topics = Map.groupBy(items as ReturnType<typeof subscriberKey>[], ({ pk }) => pk.slice(before.topic.length));
  return [...topics]
    .map(([name, keys]) => ({ name, subscribers: keys.map(({ sk }) => sk.slice(before.user.length)).sort() }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
