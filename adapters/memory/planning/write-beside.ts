import type { NewInboxItem } from '../../../core/channels/inbox/ports/feed.ts';
import { arrive } from '../channels/inbox/inbox.ts';
import type { MemoryStore, StoredNotification } from '../store.ts';

type Beside = { inboxItem?: NewInboxItem; dueAts?: readonly Date[] };

/** Writes what belongs beside a notification: its inbox item, and the instants at which a sweep finds it. */
export function writeBeside(store: MemoryStore, stored: StoredNotification, { inboxItem, dueAts = [] }: Beside): void {
  if (inboxItem) arrive(store, inboxItem, stored.expiresAt);
  const instants = new Set(dueAts.map((dueAt) => dueAt.getTime())); // channels that are held until one instant are due together
  store.dueItems.push(...[...instants].map((time) => ({ notificationId: stored.notification.id, dueAt: new Date(time) })));
}
