import type { ChangedNotifications } from '../../../core/events/ports/events.ts';
import { findNotification, type MemoryStore, toRecords } from '../store.ts';

/** Finds notifications in memory, for events about them. */
export function memoryChangedNotifications(store: MemoryStore): ChangedNotifications {
  return {
    async find(ids) {
      const there = ids.flatMap((id) => findNotification(store, id) ?? []);
      return new Map(there.map(({ notification }) => [notification.id, structuredClone(notification)]));
    },
    async messages(ids) {
      return new Map(ids.map((id) => [id, toRecords(findNotification(store, id)?.messages ?? [])]));
    },
  };
}
