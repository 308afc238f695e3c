import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { RetryableError } from '../../../core/errors.ts';
import type { Key } from './key.ts';
import type { Table } from './table.ts';

const itemsPerRequest = 25; // BatchWriteItem's limit

/**
 * Puts items in the place of whatever was there.
 * @throws RetryableError when DynamoDB leaves some three times over.
 */
export function batchPut(table: Table, items: readonly Key[]): Promise<void> {
  return batchWrite(
    table,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

/**
 * Deletes items; what is not there is deleted already.
 * @throws RetryableError when DynamoDB leaves some three times over.
 */
export function batchDelete(table: Table, keys: readonly Key[]): Promise<void> {
  return batchWrite(
    table,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}

type WriteRequest = { PutRequest: { Item: Key } } | { DeleteRequest: { Key: Key } };

async function batchWrite(table: Table, requests: readonly WriteRequest[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(requests.length / itemsPerRequest) }, (_, batch) =>
    requests.slice(batch * itemsPerRequest, (batch + 1) * itemsPerRequest),
  );
  await Promise.all(batches.map((batch) => writeAll(table, batch)));
}

async function writeAll({ name, client }: Table, batch: readonly WriteRequest[]): Promise<void> {
  let left: Record<string, unknown>[] = [...batch];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left } }));
    left = UnprocessedItems?.[name] ?? [];
    if (left.length === 0) return;
  }
  throw new RetryableError('DynamoDB did not write every item of a batch');
}
