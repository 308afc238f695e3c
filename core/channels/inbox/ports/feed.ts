import type { InboxAction } from '../../../../contract/channels/inbox/actions.ts';
import type { FeedCounts } from '../../../../contract/channels/inbox/feed.ts';
import type { InboxImage } from '../../../../contract/channels/inbox/image.ts';
import type { Actor } from '../../../../contract/publishing/actor.ts';
import type { Priority } from '../../../../contract/values.ts';
import type { ItemMarks } from '../rules/item-marks.ts';

/** An inbox item before it has a place in the inbox. */
export type NewInboxItem = {
  notificationId: string;
  userId: string;
  workflow: string;
  category: string;
  priority: Priority;
  title: string;
  body: string;
  actionUrl?: string;
  actor?: Actor;
  image?: InboxImage;
  actions?: readonly InboxAction[];
  createdAt: Date;
};

/** An inbox item as stored, with where it stands. */
export type InboxItem = NewInboxItem & { read: boolean; seen: boolean; archived: boolean; snoozedUntil?: Date };

/**
 * Where a user's inbox stands. `version` rises by one with every change to the inbox, and an item that arrives is
 * numbered with the version it made: so versions are watermarks, and order of arrival is never in doubt. `liveUntil`: see `LiveUser`.
 * `returnsAt`: no item that is snoozed comes back before.
 */
export type FeedState = { version: number; seenThrough: number; readThrough: number; liveUntil?: Date; returnsAt?: Date };

/** Which items, and from where. Positions are the adapter's own, opaque to everyone else. */
export type FeedSlice = {
  userId: string;
  state: FeedState;
  status: 'all' | 'unread' | 'read' | 'unseen';
  archived: boolean;
  /** What is snoozed, in place of all that is not: by when it comes back, the last first. */
  snoozed?: boolean;
  category?: string;
  /** Only items that arrived after this version, or that were created at or after this instant. */
  since?: { version: number } | { instant: Date };
  after?: string;
  limit: number;
};

export type Mark = 'read' | 'unread' | 'seen' | 'unseen' | 'archived' | 'unarchived' | 'unsnoozed' | Snooze;

/** Puts an item aside until an instant, or until a day before it would be removed, if that is earlier. */
export type Snooze = { until: Date };

/** Of each category in which something is unread: how many are. */
export type CategoryCounts = Record<string, FeedCounts>;

export interface Feed {
  /**
   * Where the inbox stands: one read of one item, half a read unit. May lag a moment behind a write unless `fresh`.
   * A user that does not exist has version 0.
   */
  state(userId: string, read?: { fresh: boolean }): Promise<FeedState>;
  /**
   * Items in order of arrival, newest first, with `next` when there are more. A filtered page may be short of `limit`. What came after
   * `state` is not among them, so that its version is a watermark of what is shown.
   */
  page(slice: FeedSlice): Promise<{ items: InboxItem[]; next?: string }>;
  /**
   * Counts what is unread and unseen up to `state`, each up to `countCap`, of everything or of a category. Reads what was just written,
   * and no more in a large inbox.
   */
  counts(userId: string, state: FeedState, only?: { category?: string | undefined }): Promise<FeedCounts>;
  /** Counts the same in all and in each category. Reads further than `counts` does in an inbox with more than `countCap` unread. */
  countsByCategory(userId: string, state: FeedState): Promise<{ total: FeedCounts; categories: CategoryCounts }>;
  /** Which of these the user has read; what is not in the inbox is not among them. Reads what was just written. */
  read(userId: string, notificationIds: readonly string[]): Promise<Set<string>>;
  /** When an item was marked; nothing of one that is not in the inbox. May lag a moment behind a write. */
  marks(userId: string, notificationId: string): Promise<ItemMarks>;
  /** Marks one item; marking twice is marking once. Answers the state after it, or nothing when the user has no such item. */
  mark(userId: string, notificationId: string, mark: Mark): Promise<FeedState | undefined>;
  /** Brings back what was snoozed until now, as unread and as the newest that there is. Answers the state after it. */
  bringBack(userId: string): Promise<FeedState>;
  /** Marks everything up to a version; a lower version than before changes nothing. */
  markThrough(userId: string, mark: 'read' | 'seen', version: number): Promise<FeedState>;
}
