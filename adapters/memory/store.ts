import type { FeedState, MessageRecord, NewInboxItem, NotificationRecord, Now, User } from '../../core/ports.ts';
import type { InboxPlace } from '../inbox-place.ts';

/** An inbox item with its place. */
export type StoredItem = { item: NewInboxItem; place: InboxPlace; expiresAt: Date };
/** A message with what claims need. */
export type StoredMessage = { record: MessageRecord; fence: number; leaseUntil?: Date; unknownSince?: Date; heard?: Set<string> };
/** A notification with its messages. */
export type StoredNotification = { notification: NotificationRecord; messages: StoredMessage[]; expiresAt: Date };

/** What the users, the feed and the ledger share: the same things that share a table on DynamoDB. */
export type MemoryStore = {
  now: Now;
  users: Map<string, User>;
  feedStates: Map<string, FeedState>;
  /** Inbox items by user, then by notification id. */
  inboxes: Map<string, Map<string, StoredItem>>;
  notifications: Map<string, StoredNotification>;
};

/** An empty store; `now` decides what has expired. */
export function memoryStore(now: Now): MemoryStore {
  return { now, users: new Map(), feedStates: new Map(), inboxes: new Map(), notifications: new Map() };
}

/** Where a user's inbox stands; version 0 when nothing ever happened in it. */
export function feedStateOf(store: MemoryStore, userId: string): FeedState {
  return store.feedStates.get(userId) ?? { version: 0, seenThrough: 0, readThrough: 0 };
}
