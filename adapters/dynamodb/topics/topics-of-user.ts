import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../table/table.ts';
import { userPartition } from '../users/keys.ts';
import { subscriptionPrefix, topicNamedIn } from './keys.ts';

/** Lists the topics that a user is subscribed to, by name: those that one page of DynamoDB holds, some thousands. */
export async function topicsOfUser({ name, client }: Table, userId: string): Promise<string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :user AND begins_with(sk, :topic)',
      ExpressionAttributeValues: { ':user': userPartition(userId), ':topic': subscriptionPrefix },
      ProjectionExpression: 'sk',
      ConsistentRead: true, // who has just subscribed them looks for it
    }),
  );
  return Items.map(({ sk }) => topicNamedIn(String(sk)));
}
