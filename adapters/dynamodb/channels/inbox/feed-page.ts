import type { FeedSlice, InboxItem } from '../../../../core/channels/inbox/ports/feed.ts';
import { formatPosition, parsePosition } from '../../../records/feed-position.ts';
import { listsUnread } from '../../../records/inbox-position.ts';
import { boundedQuery } from '../../table/bounded-query.ts';
import type { Table } from '../../table/table.ts';
import { userPartition } from '../../users/keys.ts';
import { type StoredInboxItem, toInboxItem } from './inbox-item.ts';
import { padVersion, shelf, snoozedShelf } from './keys.ts';

/**
 * A page from the index that has the list: `unread` for what is unread, `shelf` for everything else. Newest first; how much
 * is read for it is bounded, however little of it matches.
 */
export async function readFeedPage(table: Table, slice: FeedSlice): Promise<{ items: InboxItem[]; next?: string }> {
  if ((slice.archived || slice.snoozed) && listsUnread(slice.status)) return { items: [] }; // what is put aside counts as read

  const range = slice.snoozed ? snoozedRange(slice) : listsUnread(slice.status) ? unreadRange(slice) : shelfRange(slice);
  if (range.newest < range.oldest) return { items: [] };
  const filter = toFilter(slice, table.now());
  const { items, more, readTo } = await boundedQuery<StoredInboxItem>(
    table,
    {
      IndexName: range.index,
      Select: 'ALL_ATTRIBUTES', // of the table's items, where an index has only a part of them
      KeyConditionExpression: `pk = :pk AND ${range.index} BETWEEN :oldest AND :newest`,
      FilterExpression: filter.conditions.join(' AND '),
      ExpressionAttributeValues: {
        ':pk': userPartition(slice.userId),
        ':oldest': range.key(range.oldest),
        ':newest': range.key(range.newest),
        ...filter.values,
      },
    },
    slice.limit + 1, // one more tells whether there is a next page
  );
  const shown = items.slice(0, slice.limit);
  const last = items.length > slice.limit ? shown.at(-1)?.[range.index] : more ? readTo : undefined;
  return {
    items: shown.map((item) => toInboxItem(item, slice.userId, slice.state)),
    ...(last !== undefined && { next: formatPosition(versionIn(last)) }),
  };
}

/** A part of an index, from the newest version to the oldest, both included. */
type Range = { index: 'unread' | 'shelf'; newest: number; oldest: number; key: (version: number) => string };

function shelfRange({ after, since, archived, state }: FeedSlice): Range {
  const oldest = since && 'version' in since ? since.version + 1 : 0;
  return { index: 'shelf', newest: newestOf(state, after), oldest, key: (version) => shelf(archived, version) };
}

/** By when items come back: see `snoozedAt`. */
function snoozedRange({ after }: FeedSlice): Range {
  return { index: 'shelf', newest: after === undefined ? Number.MAX_SAFE_INTEGER : before(after), oldest: 0, key: snoozedShelf };
}

function unreadRange({ after, status, state }: FeedSlice): Range {
  const watermark = status === 'unread' ? state.readThrough : Math.max(state.readThrough, state.seenThrough);
  return { index: 'unread', newest: newestOf(state, after), oldest: watermark + 1, key: padVersion };
}

/** What is on its way in has its item before the inbox has its version: a page shows what its watermark covers, and no more. */
function newestOf({ version }: FeedSlice['state'], after: string | undefined): number {
  return after === undefined ? version : Math.min(version, before(after));
}

function before(after: string): number {
  return parsePosition(after) - 1;
}

function toFilter(
  { status, state, category, since }: FeedSlice,
  now: Date,
): { conditions: string[]; values: Record<string, unknown> } {
  const conditions = ['expiresAt > :now'];
  const values: Record<string, unknown> = { ':now': now.getTime() / 1000 };
  if (status === 'unseen') conditions.push('attribute_not_exists(seen)');
  if (status === 'read') {
    conditions.push('(attribute_not_exists(unread) OR unread <= :read)');
    values[':read'] = padVersion(state.readThrough);
  }
  if (category !== undefined) {
    conditions.push('category = :category');
    values[':category'] = category;
  }
  if (since && 'instant' in since) {
    conditions.push('createdAt >= :instant');
    values[':instant'] = since.instant.toISOString();
  }
  if (since && 'version' in since && listsUnread(status)) {
    conditions.push('(arrived > :since OR returned > :since)');
    values[':since'] = since.version;
  }
  return { conditions, values };
}

/** `active#000000000042` and `000000000042` are both version 42. */
function versionIn(sortKey: string): number {
  return Number(sortKey.split('#').at(-1));
}
