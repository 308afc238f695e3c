import type { NewInboxItem } from '../../../../core/channels/inbox/ports/feed.ts';
import { feedStateOf, type MemoryStore } from '../../store.ts';

/** Puts an item into its user's inbox, which raises the inbox's version. */
export function arrive(store: MemoryStore, item: NewInboxItem, expiresAt: Date): void {
  const state = feedStateOf(store, item.userId);
  const version = state.version + 1;
  const inbox = store.inboxes.get(item.userId) ?? new Map();
  const place = { arrived: version, unread: version, seen: false, archived: false };
  store.inboxes.set(item.userId, inbox.set(item.notificationId, { item: structuredClone(item), place, expiresAt }));
  store.feedStates.set(item.userId, { ...state, version });
}
