import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** How much one call may read at most, however little of it matches: 4 requests and 1,000 items. */
const requests = 4;
const itemsPerRequest = 250;

/**
 * Reads an index backwards until `wanted` items match, the index ends, or the bound is reached.
 * `more` tells that there may be others, and `readTo` is the sort key down to which everything was looked at.
 */
export async function boundedQuery<Item>(
  { name, client }: Table,
  query: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'> & { IndexName: 'unread' | 'shelf' },
  wanted: number,
): Promise<{ items: Item[]; more: boolean; readTo?: string }> {
  const items: Item[] = [];
  let from: Record<string, unknown> | undefined;
  for (let request = 0; request < requests; request += 1) {
    const page = await client.send(
      new QueryCommand({
        ...query,
        TableName: name,
        ScanIndexForward: false,
        ConsistentRead: true, // what was just marked must not flicker
        Limit: request === 0 ? Math.min(wanted, itemsPerRequest) : itemsPerRequest,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...((page.Items ?? []) as Item[]));
    from = page.LastEvaluatedKey;
    if (from === undefined || items.length >= wanted) break;
  }
  const readTo = from?.[query.IndexName] as string | undefined;
  return { items: items.slice(0, wanted), more: from !== undefined || items.length > wanted, readTo };
}
