import type {
  FeedCounts,
  FeedItem,
  FeedPage,
  FeedQuery,
  UnreadCount,
  UnreadQuery,
} from '../../../contract/channels/inbox/feed.ts';
import { cursorInvalid } from '../../errors.ts';
import type { Now } from '../../time/ports/clock.ts';
import type { Feed, FeedSlice, FeedState, InboxItem } from './ports/feed.ts';
import { readWatermark } from './read-watermark.ts';
import { formatCursor, parseCursor } from './rules/feed-cursor.ts';
import { feedETag, matchesETag } from './rules/feed-etag.ts';
import { formatWatermark } from './rules/watermark.ts';

/** An answer that a client may hold on to: nothing when what it holds is still good. */
export type Conditional<Body> = { etag: string; body?: Body };

export type ReadFeedDeps = { feed: Feed; now: Now };

/**
 * Reads a page of a user's inbox. When `ifNoneMatch` names what is there now, one read of one item is all it takes.
 * @throws Refused for a cursor or watermark that was not issued for this inbox and these filters.
 */
export async function readFeed(
  { userId, query, ifNoneMatch }: { userId: string; query: FeedQuery; ifNoneMatch: string | undefined },
  { feed, now }: ReadFeedDeps,
): Promise<Conditional<FeedPage>> {
  const { unchanged, etag, state } = await lookTwice(userId, ifNoneMatch, { feed, now });
  if (unchanged) return { etag };

  const ofCategory = query.category === undefined ? undefined : feed.counts(userId, state, { category: query.category });
  const [page, total, counts = total] = await Promise.all([
    feed.page(toSlice(userId, query, state)),
    feed.counts(userId, state),
    ofCategory,
  ]);
  const next_cursor = page.next === undefined ? undefined : formatCursor(page.next, userId, query);
  const data = page.items.map(toFeedItem);
  const watermark = formatWatermark(state.version);
  return { etag, body: { data, counts: countsWithin(query, counts), total_counts: total, next_cursor, watermark } };
}

/** The counts of what a query chooses, by those of everything in its category: what is archived counts as read, and what is read as seen. */
function countsWithin({ status, archived }: Pick<FeedQuery, 'status' | 'archived'>, counts: FeedCounts): FeedCounts {
  if (archived || status === 'read') return { unread: 0, unseen: 0 };
  return status === 'unseen' ? { ...counts, unread: counts.unseen } : counts;
}

/** How many are unread and unseen, in all or in a category, under the same rules as `readFeed`. */
export async function countUnread(
  { userId, query, ifNoneMatch }: { userId: string; query: UnreadQuery; ifNoneMatch: string | undefined },
  { feed, now }: ReadFeedDeps,
): Promise<Conditional<UnreadCount>> {
  const { unchanged, etag, state } = await lookTwice(userId, ifNoneMatch, { feed, now });
  return unchanged ? { etag } : { etag, body: { counts: await feed.counts(userId, state, query) } };
}

/** The cheap look may lag: it can say "unchanged" a moment too long, but what is answered otherwise is fresh. */
async function lookTwice(
  userId: string,
  ifNoneMatch: string | undefined,
  { feed, now }: ReadFeedDeps,
): Promise<{ unchanged: boolean; etag: string; state: FeedState }> {
  if (ifNoneMatch !== undefined) {
    const state = await feed.state(userId);
    const etag = feedETag(state.version, now());
    if (matchesETag(ifNoneMatch, etag)) return { unchanged: true, etag, state };
  }
  const state = await feed.state(userId, { fresh: true });
  return { unchanged: false, etag: feedETag(state.version, now()), state };
}

function toSlice(userId: string, query: FeedQuery, state: FeedState): FeedSlice {
  const { status, archived, category, limit, cursor } = query;
  const after = cursor === undefined ? undefined : parseCursor(cursor, userId, query);
  if (cursor !== undefined && after === undefined) throw cursorInvalid('list');
  return { userId, state, status, archived, category, limit, after, since: toSince(query.since, state) };
}

function toSince(since: FeedQuery['since'], state: FeedState): FeedSlice['since'] {
  if (since === undefined) return undefined;
  if (since === 'last_seen') return { version: state.seenThrough };
  if (since.startsWith('w')) return { version: readWatermark(since, state, '?since') };
  return { instant: new Date(since) };
}

/** An inbox item as it is shown. */
export function toFeedItem({
  notificationId,
  actionUrl,
  actor,
  actions,
  createdAt,
  workflow,
  category,
  priority,
  title,
  body,
  read,
  seen,
  archived,
}: InboxItem): FeedItem {
  const created_at = createdAt.toISOString();
  return {
    id: notificationId,
    workflow,
    category,
    priority,
    title,
    body,
    action_url: actionUrl,
    actor,
    actions: actions && [...actions],
    created_at,
    read,
    seen,
    archived,
  };
}
