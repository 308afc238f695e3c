import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { RetryableError } from '../../../core/errors.ts';
import type { Key } from './key.ts';
import type { Table } from './table.ts';

const keysPerRequest = 100; // BatchGetItem's limit

/**
 * The items that exist among `keys`, in no order; reads what was just written, unless `fresh` is false.
 * @throws RetryableError when DynamoDB leaves some unread three times over.
 */
export async function batchGet(
  table: Table,
  keys: readonly Key[],
  { fresh } = { fresh: true },
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let start = 0; start < keys.length; start += keysPerRequest) {
    items.push(...(await getAll(table, keys.slice(start, start + keysPerRequest), fresh)));
  }
  return items;
}

async function getAll({ name, client }: Table, keys: readonly Key[], fresh: boolean): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let left: Record<string, unknown>[] = [...keys];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answer = await client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: fresh } } }));
    items.push(...(answer.Responses?.[name] ?? []));
    left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    if (left.length === 0) return items;
  }
  throw new RetryableError('DynamoDB did not read every item of a batch');
}
