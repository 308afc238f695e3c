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
import type { AnnounceChange } from './ports/live.ts';
import { readWatermark } from './read-watermark.ts';
import { formatCursor, parseCursor } from './rules/feed-cursor.ts';
import { feedETag, matchesETag } from './rules/feed-etag.ts';
import { formatWatermark } from './rules/watermark.ts';

/** An answer that a client may hold on to: nothing when what it holds is still good. */
export type Conditional<Body> = { etag: string; body?: Body };

/** `announceChange`: absent where no browser is connected, or none may be told. */
export type ReadFeedDeps = { feed: Feed; now: Now; announceChange?: AnnounceChange | undefined };

/**
 * Reads a page of a user's inbox. When `ifNoneMatch` names what is there now, one read of one item is all it takes.
 * @throws Refused for a cursor or watermark that was not issued for this inbox and these filters.
 */
export async function readFeed(
  { userId, query, ifNoneMatch }: { userId: string; query: FeedQuery; ifNoneMatch: string | undefined },
  deps: ReadFeedDeps,
): Promise<Conditional<FeedPage>> {
  const { feed } = deps;
  const { unchanged, etag, state } = await lookTwice(userId, ifNoneMatch, deps);
  if (unchanged) return { etag };

  const ofCategory = query.category === undefined ? undefined : feed.counts(userId, state, { category: query.category });
  const [page, counted, counts = counted.total] = await Promise.all([
    feed.page(toSlice(userId, query, state)),
    query.count_categories
      ? feed.countsByCategory(userId, state)
      : feed.counts(userId, state).then((all) => ({ total: all, categories: undefined })),
    ofCategory,
  ]);
  const next_cursor = page.next === undefined ? undefined : formatCursor(page.next, userId, query);
  const data = page.items.map(toFeedItem);
  const watermark = formatWatermark(state.version);
  return {
    etag,
    body: {
      data,
      counts: countsWithin(query, counts),
      total_counts: counted.total,
      category_counts: counted.categories,
      next_cursor,
      watermark,
      returns_at: state.returnsAt?.toISOString(),
    },
  };
}

/** The counts of what a query chooses, by those of everything in its category: what is archived counts as read, and what is read as seen. */
function countsWithin(
  { status, archived, snoozed }: Pick<FeedQuery, 'status' | 'archived' | 'snoozed'>,
  counts: FeedCounts,
): FeedCounts {
  if (archived || snoozed || status === 'read') return { unread: 0, unseen: 0 };
  return status === 'unseen' ? { ...counts, unread: counts.unseen } : counts;
}

/** How many are unread and unseen, in all or in a category, under the same rules as `readFeed`. */
export async function countUnread(
  { userId, query, ifNoneMatch }: { userId: string; query: UnreadQuery; ifNoneMatch: string | undefined },
  deps: ReadFeedDeps,
): Promise<Conditional<UnreadCount>> {
  const { unchanged, etag, state } = await lookTwice(userId, ifNoneMatch, deps);
  return unchanged ? { etag } : { etag, body: { counts: await deps.feed.counts(userId, state, query) } };
}

/**
 * The cheap look may lag: it can say "unchanged" a moment too long, but what is answered otherwise is fresh. What was snoozed until now
 * comes back first, so that everybody who reads next sees it.
 */
async function lookTwice(
  userId: string,
  ifNoneMatch: string | undefined,
  { feed, now, announceChange }: ReadFeedDeps,
): Promise<{ unchanged: boolean; etag: string; state: FeedState }> {
  if (ifNoneMatch !== undefined) {
    const state = await feed.state(userId);
    const etag = feedETag(state.version, now());
    if (!hasReturning(state, now()) && matchesETag(ifNoneMatch, etag)) return { unchanged: true, etag, state };
  }
  let state = await feed.state(userId, { fresh: true });
  if (hasReturning(state, now())) {
    state = await feed.bringBack(userId);
    await announceChange?.([{ ...state, id: userId }]);
  }
  return { unchanged: false, etag: feedETag(state.version, now()), state };
}

function hasReturning({ returnsAt }: FeedState, now: Date): boolean {
  return returnsAt !== undefined && returnsAt <= now;
}

function toSlice(userId: string, query: FeedQuery, state: FeedState): FeedSlice {
  const { status, archived, snoozed, category, limit, cursor } = query;
  const after = cursor === undefined ? undefined : parseCursor(cursor, userId, query);
  if (cursor !== undefined && after === undefined) throw cursorInvalid('list');
  return { userId, state, status, archived, snoozed, category, limit, after, since: toSince(query.since, state) };
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
  image,
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
  snoozedUntil,
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
    image,
    actions: actions && [...actions],
    created_at,
    read,
    seen,
    archived,
    snoozed_until: snoozedUntil?.toISOString(),
  };
}
