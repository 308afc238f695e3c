import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../adapters/dynamo/table.ts';
import { dynamoUsers } from '../adapters/dynamo/users.ts';
import { clientConfig } from './endpoints.ts';
import type { Stoppable } from './stopping.ts';

/** The system's table on this laptop, as the adapters take it. */
export type OwnTable = Table & Stoppable;

/** Opens the table for the laptop itself; functions have connections of their own. */
export function openOwnTable(name: string, endpoint: string): OwnTable {
  const dynamo = new DynamoDBClient(clientConfig(endpoint));
  const client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
  return { name, client, now: () => new Date(), stop: async () => dynamo.destroy() };
}

/** A user as the console lists them. */
export type ListedUser = { id: string; email?: string; phone?: string; locale?: string; timezone?: string };

/** Every user by id. No function may scan the table; a laptop has few enough users, and only its console asks. */
export async function listUsers(table: Table): Promise<ListedUser[]> {
  const ids: string[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        FilterExpression: 'sk = :user',
        ExpressionAttributeValues: { ':user': 'USER' },
        ProjectionExpression: 'id',
        ExclusiveStartKey,
      }),
    );
    ids.push(...(page.Items ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);

  const users = await dynamoUsers(table).getMany(ids);
  return [...users.values()]
    .map(({ createdAt: _created, updatedAt: _updated, ...listed }) => listed)
    .sort((a, b) => a.id.localeCompare(b.id));
}
