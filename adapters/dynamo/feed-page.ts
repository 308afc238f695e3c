import type { FeedSlice, InboxItem } from '../../core/ports.ts';
import { formatPosition, parsePosition } from '../feed-position.ts';
import { boundedQuery } from './bounded-query.ts';
import { type StoredInboxItem, toInboxItem } from './inbox-item.ts';
import { padVersion, shelf, userPartition } from './keys.ts';
import type { Table } from './table.ts';

const lastVersion = 999_999_999_999; // the twelve digits of `padVersion`

/** A page from the `shelf` index, newest arrival first; how much is read for it is bounded, however little of it matches. */
export async function readFeedPage(table: Table, slice: FeedSlice): Promise<{ items: InboxItem[]; next?: string }> {
  const newest = slice.after === undefined ? lastVersion : parsePosition(slice.after) - 1;
  const oldest = slice.since && 'version' in slice.since ? slice.since.version + 1 : 0;
  if (newest < oldest) return { items: [] };

  const filter = toFilter(slice, table.now());
  const { items, more, readTo } = await boundedQuery<StoredInboxItem>(
    table,
    {
      IndexName: 'shelf',
      KeyConditionExpression: 'pk = :pk AND shelf BETWEEN :oldest AND :newest',
      FilterExpression: filter.conditions.join(' AND '),
      ExpressionAttributeValues: {
        ':pk': userPartition(slice.userId),
        ':oldest': shelf(slice.archived, oldest),
        ':newest': shelf(slice.archived, newest),
        ...filter.values,
      },
    },
    slice.limit + 1, // one more tells whether there is a next page
  );
  const shown = items.slice(0, slice.limit);
  const lastArrived = items.length > slice.limit ? shown.at(-1)?.arrived : more ? arrivedAt(readTo) : undefined;
  return {
    items: shown.map((item) => toInboxItem(item, slice.userId, slice.state)),
    ...(lastArrived !== undefined && { next: formatPosition(lastArrived) }),
  };
}

function toFilter(slice: FeedSlice, now: Date): { conditions: string[]; values: Record<string, unknown> } {
  const status = statusFilter(slice);
  const conditions = ['expiresAt > :now', ...status.conditions];
  const values: Record<string, unknown> = { ':now': now.getTime() / 1000, ...status.values };
  if (slice.category !== undefined) {
    conditions.push('category = :category');
    values[':category'] = slice.category;
  }
  if (slice.since && 'instant' in slice.since) {
    conditions.push('createdAt >= :instant');
    values[':instant'] = slice.since.instant.toISOString();
  }
  return { conditions, values };
}

/** The rules of `standing` in inbox-place.ts, as DynamoDB reads them. */
function statusFilter({ status, state }: FeedSlice): { conditions: string[]; values?: Record<string, unknown> } {
  const read = { ':read': padVersion(state.readThrough) };
  switch (status) {
    case 'all':
      return { conditions: [] };
    case 'unread':
      return { conditions: ['unread > :read'], values: read };
    case 'read':
      return { conditions: ['(attribute_not_exists(unread) OR unread <= :read)'], values: read };
    case 'unseen':
      return {
        conditions: ['unread > :shown', 'attribute_not_exists(seen)'],
        values: { ':shown': padVersion(Math.max(state.readThrough, state.seenThrough)) },
      };
    default:
      return status satisfies never;
  }
}

function arrivedAt(shelfKey: string | undefined): number | undefined {
  return shelfKey === undefined ? undefined : Number(shelfKey.split('#')[1]);
}
