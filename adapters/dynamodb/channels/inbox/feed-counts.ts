import { countCap } from '../../../../contract/channels/inbox/count-cap.ts';
import type { FeedCounts } from '../../../../contract/channels/inbox/feed.ts';
import type { CategoryCounts, FeedState } from '../../../../core/channels/inbox/ports/feed.ts';
import { boundedQuery } from '../../table/bounded-query.ts';
import type { Table } from '../../table/table.ts';
import { userPartition } from '../../users/keys.ts';
import { padVersion } from './keys.ts';

type UnreadEntry = { unread: string; seen?: true; category: string };

type Counted = { state: FeedState; category?: string | undefined };

/**
 * Counts what is unread and unseen up to the inbox's version, from the sparse `unread` index, newest first, each to `countCap`; one more tells whether that is
 * all. A second request looks for unseen ones only when there are more unread than are counted. What is read for a category is
 * bounded as for any list: when little of it matches, the counts say that there may be more.
 */
export async function countFeed(table: Table, userId: string, { state, category }: Counted): Promise<FeedCounts> {
  const unread = await readUnread(table, userId, { above: state.readThrough, below: state.version + 1, category });
  const shown = seenUpTo(state);
  const unseen = unread.items.filter((entry) => isUnseen(entry, state)).length;

  const oldest = Number(unread.items.at(-1)?.unread ?? 0);
  const mayBeMore = unread.more && oldest - 1 > shown && unseen < countCap;
  const others = mayBeMore
    ? await readUnread(table, userId, { above: shown, below: oldest, unseenOnly: true, category })
    : undefined;
  return {
    unread: Math.min(countCap, unread.items.length),
    unseen: Math.min(countCap, unseen + (others?.items.length ?? 0)),
    ...(unread.more && { more: true as const }),
  };
}

/** What is read to count by category, as an index may be read in one call at all. */
const mostByCategory = 1_000;

/** Counts what is unread and unseen in all and in each category, in one read of the index. Beyond a thousand unread ones the counts say that there may be more. */
export async function countByCategory(table: Table, userId: string, state: FeedState) {
  const { items, more } = await readUnread(
    table,
    userId,
    { above: state.readThrough, below: state.version + 1, category: undefined },
    mostByCategory,
  );
  const count = (entries: readonly UnreadEntry[]): FeedCounts => ({
    unread: Math.min(countCap, entries.length),
    unseen: Math.min(countCap, entries.filter((entry) => isUnseen(entry, state)).length),
    ...((more || entries.length > countCap) && { more: true as const }),
  });
  const byCategory = Object.entries(Object.groupBy(items, ({ category }) => category));
  const categories: CategoryCounts = Object.fromEntries(byCategory.map(([category, entries = []]) => [category, count(entries)]));
  return { total: count(items), categories };
}

function seenUpTo({ readThrough, seenThrough }: FeedState): number {
  return Math.max(readThrough, seenThrough);
}

function isUnseen({ seen, unread }: UnreadEntry, state: FeedState): boolean {
  return seen === undefined && Number(unread) > seenUpTo(state);
}

type Unread = { above: number; below: number; unseenOnly?: boolean; category: string | undefined };

async function readUnread(
  table: Table,
  userId: string,
  { above, below, unseenOnly = false, category }: Unread,
  wanted = countCap + 1,
): Promise<{ items: UnreadEntry[]; more: boolean }> {
  if (below <= above + 1) return { items: [], more: false }; // an empty range, which DynamoDB refuses
  const filters = ['expiresAt > :now', unseenOnly && 'attribute_not_exists(seen)', category && 'category = :category'];
  return boundedQuery<UnreadEntry>(
    table,
    {
      IndexName: 'unread',
      KeyConditionExpression: 'pk = :pk AND unread BETWEEN :from AND :to',
      FilterExpression: filters.filter(Boolean).join(' AND '),
      ProjectionExpression: 'unread, seen, category',
      ExpressionAttributeValues: {
        ':pk': userPartition(userId),
        ':from': padVersion(above + 1),
        ':to': padVersion(below - 1),
        ...(category !== undefined && { ':category': category }),
        ':now': table.now().getTime() / 1000,
      },
    },
    wanted,
  );
}
