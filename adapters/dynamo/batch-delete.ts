import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { TryAgainLater } from '../../core/errors.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

const keysPerRequest = 25; // BatchWriteItem's limit

/**
 * Deletes items; what is not there is deleted already.
 * @throws TryAgainLater when DynamoDB leaves some three times over.
 */
export async function batchDelete(table: Table, keys: readonly Key[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(keys.length / keysPerRequest) }, (_, batch) =>
    keys.slice(batch * keysPerRequest, (batch + 1) * keysPerRequest),
  );
  await Promise.all(batches.map((batch) => deleteAll(table, batch)));
}

async function deleteAll({ name, client }: Table, keys: readonly Key[]): Promise<void> {
  let left: Record<string, unknown>[] = keys.map((Key) => ({ DeleteRequest: { Key } }));
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left } }));
    left = UnprocessedItems?.[name] ?? [];
    if (left.length === 0) return;
  }
  throw new TryAgainLater('DynamoDB did not delete every item of a batch');
}
