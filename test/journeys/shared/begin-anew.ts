import { setTimeout as sleep } from 'node:timers/promises';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { apiCaller } from '../../../local/api-caller.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { type OwnTable, openOwnTable, scanTable } from '../../../local/own-table.ts';
import { seed } from '../../../local/seed.ts';
import type { System } from '../../../local/system.ts';
import { addKeys } from '../local-system.ts';

type Queue = { url: string; waiting: number; in_flight: number };

/** Brings a running system to where a start with an empty data folder does; answers live keys for whoever is next. */
export async function beginAnew({ endpoints, outputs }: Pick<System, 'endpoints' | 'outputs'>): Promise<string[]> {
  const local = (method: string, path: string, body?: unknown) =>
    fetch(`${endpoints.api}/local${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });

  await local('DELETE', '/faults');
  await local('PUT', '/ses', { per_second: 14, unverified: [] });
  const queues = await quietQueues(async () => ((await (await local('GET', '/queues')).json()) as { data: Queue[] }).data);
  await purge(queues, endpoints.queues);
  await local('DELETE', '/outbox');

  const table = openOwnTable(outputs.TableName ?? '', endpoints.tables);
  try {
    await emptyTable(table);
    const apiKeys = dynamoApiKeys(table);
    await seed({ apiKeys, callApi: apiCaller(endpoints.api) });
    return await addKeys(apiKeys);
  } finally {
    await table.stop();
  }
}

/** The queues once nothing of the file before is at work, or after three seconds: what waits for longer is removed. */
async function quietQueues(look: () => Promise<Queue[]>): Promise<Queue[]> {
  let queues = await look();
  for (let looks = 0; looks < 30 && queues.some((queue) => queue.waiting + queue.in_flight > 0); looks += 1) {
    await sleep(100);
    queues = await look();
  }
  return queues;
}

async function purge(queues: readonly Queue[], endpoint: string): Promise<void> {
  const client = new SQSClient(clientConfig(endpoint));
  try {
    await Promise.all(queues.map(({ url }) => client.send(new PurgeQueueCommand({ QueueUrl: url }))));
  } finally {
    client.destroy();
  }
}

async function emptyTable(table: OwnTable): Promise<void> {
  const keys = (await scanTable(table, { ProjectionExpression: 'pk, sk' })).map(({ pk, sk }) => ({ pk, sk }));
  for (let from = 0; from < keys.length; from += 25) {
    const requests = keys.slice(from, from + 25).map((Key) => ({ DeleteRequest: { Key } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: requests } }));
  }
}
