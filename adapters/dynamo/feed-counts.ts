import { countCap, type FeedCounts } from '../../contract/feed.ts';
import type { FeedState } from '../../core/ports/feed.ts';
import { boundedQuery } from './bounded-query.ts';
import { padVersion, userPartition } from './keys.ts';
import type { Table } from './table.ts';

type UnreadEntry = { unread: string; seen?: true };

/**
 * Counts what is unread and unseen from the sparse `unread` index, newest first, each to `countCap`.
 * A second request looks for unseen ones only when there are more unread than are counted.
 */
export async function countFeed(table: Table, userId: string, state: FeedState): Promise<FeedCounts> {
  const unread = await readUnread(table, userId, { above: state.readThrough });
  const shown = Math.max(state.readThrough, state.seenThrough);
  const unseen = unread.items.filter((entry) => entry.seen === undefined && Number(entry.unread) > shown).length;

  const oldest = Number(unread.items.at(-1)?.unread ?? 0);
  const mayBeMore = unread.more && oldest - 1 > shown && unseen < countCap;
  const others = mayBeMore ? await readUnread(table, userId, { above: shown, below: oldest, unseenOnly: true }) : undefined;
  return { unread: unread.items.length, unseen: Math.min(countCap, unseen + (others?.items.length ?? 0)) };
}

function readUnread(
  table: Table,
  userId: string,
  { above, below, unseenOnly = false }: { above: number; below?: number; unseenOnly?: boolean },
) {
  const range = below === undefined ? 'unread >= :from' : 'unread BETWEEN :from AND :to';
  return boundedQuery<UnreadEntry>(
    table,
    {
      IndexName: 'unread',
      KeyConditionExpression: `pk = :pk AND ${range}`,
      FilterExpression: `expiresAt > :now${unseenOnly ? ' AND attribute_not_exists(seen)' : ''}`,
      ProjectionExpression: 'unread, seen',
      ExpressionAttributeValues: {
        ':pk': userPartition(userId),
        ':from': padVersion(above + 1),
        ...(below !== undefined && { ':to': padVersion(below - 1) }),
        ':now': table.now().getTime() / 1000,
      },
    },
    countCap,
  );
}
