import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

type Range = {
  partitions: readonly string[];
  /** The sort keys between which to read, both of them included. */
  from: string;
  to: string;
  newestFirst: boolean;
  limit: number;
  /** The index to read, by its name and the names of its keys; absent: the table. It may lag a moment behind a write. */
  index?: { name: string; partition: string; sort: string };
};

const ofTable = { name: undefined, partition: 'pk', sort: 'sk' };

/**
 * The first items of a range of sort keys that lie in several partitions, in one order; `more` when there may be others behind them.
 * One request a partition, each of which reads no more than `limit`.
 */
export async function mergePartitions<Item extends object>(
  { name, client }: Table,
  { partitions, from, to, newestFirst, limit, index }: Range,
): Promise<{ items: Item[]; more: boolean }> {
  if (Buffer.compare(Buffer.from(from), Buffer.from(to)) > 0) return { items: [], more: false }; // DynamoDB refuses it
  const { name: IndexName, partition, sort } = index ?? ofTable;
  const answers = await Promise.all(
    partitions.map((wanted) =>
      client.send(
        new QueryCommand({
          TableName: name,
          IndexName,
          KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#partition': partition, '#sort': sort },
          ExpressionAttributeValues: { ':partition': wanted, ':from': from, ':to': to },
          ScanIndexForward: !newestFirst,
          Limit: limit,
        }),
      ),
    ),
  );
  const all = answers.flatMap(({ Items = [] }) => Items as Record<string, unknown>[]);
  const sorted = all.sort((one, other) => (newestFirst ? -1 : 1) * inBytes(one[sort], other[sort]));
  const isCut = answers.some(({ LastEvaluatedKey }) => LastEvaluatedKey !== undefined);
  return { items: sorted.slice(0, limit) as Item[], more: isCut || sorted.length > limit };
}

/** Compares as DynamoDB does. */
function inBytes(one: unknown, other: unknown): number {
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}
