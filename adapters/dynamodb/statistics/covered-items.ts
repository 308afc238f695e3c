import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { RetryableError } from '../../../core/errors.ts';
import type { CoveredItems } from '../../../core/statistics/ports/statistics.ts';
import { readFeedState } from '../channels/inbox/feed-state.ts';
import { type StoredInboxItem, toInboxItemImage } from '../channels/inbox/inbox-item.ts';
import { shelf } from '../channels/inbox/keys.ts';
import type { Table } from '../table/table.ts';
import { userPartition } from '../users/keys.ts';

const attempts = 5;

/**
 * Reads what arrived in an inbox, from the index that has it in that order, what is archived apart. When the inbox was changed meanwhile,
 * an item may have gone from the one part to the other unseen, and all of it is read again.
 */
export function dynamoCoveredItems(table: Table): CoveredItems {
  return {
    async arrived(userId, versions) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const before = await readFeedState(table, userId, { fresh: true });
        const items = [...(await read(table, userId, false, versions)), ...(await read(table, userId, true, versions))];
        const after = await readFeedState(table, userId, { fresh: true });
        if (after.version === before.version) return items.map((item) => toInboxItemImage(item, userId));
      }
      throw new RetryableError('an inbox was changed while it was read, several times in a row');
    },
  };
}

async function read(table: Table, userId: string, archived: boolean, { above, through }: { above: number; through: number }) {
  const query = {
    TableName: table.name,
    IndexName: 'shelf',
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND shelf BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': userPartition(userId),
      ':from': shelf(archived, above + 1),
      ':to': shelf(archived, through),
    },
  };
  const items: StoredInboxItem[] = [];
  for await (const page of paginateQuery({ client: table.client }, query))
    items.push(...((page.Items ?? []) as StoredInboxItem[]));
  return items;
}
