import type { FeedCounts, FeedItem } from '../contract/channels/inbox/feed.ts';
import type { BellhopError } from './errors.ts';
import type { CategoryCounts, Change } from './inbox-store/overlay.ts';

/** Which items to show. */
export type InboxFilter = { status: 'all' | 'unread'; archived: boolean; snoozed?: boolean | undefined; category?: string };

/** What to show. It is never changed, only replaced: compare by identity. */
export type InboxState = {
  /** `loading` until the first answer; `failed` while the last asking failed, with what was known before. */
  status: 'loading' | 'ready' | 'failed';
  filter: InboxFilter;
  items: readonly FeedItem[];
  counts: FeedCounts;
  /** How many are unread of each category that has some; absent unless the inbox counts them. */
  categoryCounts?: CategoryCounts | undefined;
  hasMore: boolean;
  isLoadingMore: boolean;
  error?: BellhopError;
  /** The last change that the server did not take: what it did is undone. Gone with the next change. */
  refused?: { change: Change; error: BellhopError };
  /** What has arrived since the last state, newest first: for whoever reads it out. */
  arrived: readonly FeedItem[];
};

/** What there is before anything is known, on a server too. */
export const emptyInbox: InboxState = {
  status: 'loading',
  filter: { status: 'all', archived: false },
  items: [],
  counts: { unread: 0, unseen: 0 },
  hasMore: false,
  isLoadingMore: false,
  arrived: [],
};
