import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../adapters/dynamodb/table/table.ts';
import { clientConfig } from './endpoints.ts';
import type { Stoppable } from './stopping.ts';

/** The local system's table, as the adapters take it. */
export type OwnTable = Table & Stoppable;

/** Opens the table for the local system itself; functions have connections of their own. */
export function openOwnTable(name: string, endpoint: string): OwnTable {
  const dynamo = new DynamoDBClient(clientConfig(endpoint));
  const client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
  return { name, client, now: () => new Date(), stop: async () => dynamo.destroy() };
}

/** Every item that a filter lets through. No function may scan the table; the local system has few enough items, and only its console asks. */
export async function scanTable(table: Table, filter: Omit<ScanCommandInput, 'TableName'>): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(new ScanCommand({ TableName: table.name, ...filter, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}
