import { DeleteCommand, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Subscription, Topics } from '../../../core/topics/ports/topics.ts';
import { cancellationReasons, contended } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { userKey } from '../users/keys.ts';
import { subscriberKey, subscriptionKey, topicPartition } from './keys.ts';
import { listTopic } from './list-topic.ts';

/** Topics in the table: each subscription lies under its topic, to be fanned out, and once more under its user. */
export function dynamoTopics(table: Table): Topics {
  return {
    async subscribe(subscription) {
      await listTopic(table, subscription.topic);
      if (await isSubscribed(table, subscription)) return true;
      return contended('the user', () => subscribe(table, subscription));
    },

    async unsubscribe(subscription) {
      // the topic's first: if only one goes, the user still knows of a subscription that can be removed again
      await remove(table, subscriberKey(subscription));
      await remove(table, subscriptionKey(subscription));
    },

    subscribers: (page) => subscribers(table, page),
  };
}

async function isSubscribed({ name, client }: Table, subscription: Subscription): Promise<boolean> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: subscriberKey(subscription), ConsistentRead: true, ProjectionExpression: 'pk' }),
  );
  return Item !== undefined;
}

/** One transaction, so that neither half is ever without the other, and nobody is subscribed who does not exist. */
async function subscribe({ name: TableName, client }: Table, subscription: Subscription): Promise<boolean> {
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            ConditionCheck: {
              TableName,
              Key: userKey(subscription.userId),
              ConditionExpression: 'attribute_exists(createdAt)', // an inbox alone is no user
            },
          },
          { Put: { TableName, Item: subscriberKey(subscription) } },
          { Put: { TableName, Item: subscriptionKey(subscription) } },
        ],
      }),
    );
    return true;
  } catch (error) {
    if (cancellationReasons(error)?.[0] === 'ConditionalCheckFailed') return false;
    throw error;
  }
}

async function remove({ name, client }: Table, Key: Record<string, string>): Promise<void> {
  await client.send(new DeleteCommand({ TableName: name, Key }));
}

async function subscribers({ name, client }: Table, { topic, after, limit }: Parameters<Topics['subscribers']>[0]) {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': topicPartition(topic) },
      ProjectionExpression: 'sk',
      ConsistentRead: true, // who has just been subscribed, and been told so, is among them
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: subscriberKey({ topic, userId: after }) }),
    }),
  );
  const userIds = Items.map(({ sk }) => userIdOf(sk));
  return { userIds, ...(LastEvaluatedKey && { next: userIdOf(LastEvaluatedKey.sk) }) };
}

function userIdOf(sk: string): string {
  return sk.slice('U#'.length);
}
