import type { LookNotes, UnfinishedWork } from '../../../core/operations/ports/unfinished-work.ts';
import { findNotification, type MemoryStore, toRecords } from '../store.ts';

/** Keeps what looks for stuck work leave in memory. */
export function memoryUnfinishedWork(store: MemoryStore): UnfinishedWork {
  let notes: LookNotes = { notificationIds: [], digestPlaces: [] };
  return {
    remembered: async () => structuredClone(notes),

    async remember(left) {
      notes = structuredClone(left);
    },

    messages: async (notificationIds, channels) =>
      notificationIds
        .flatMap((id) => toRecords(findNotification(store, id)?.messages ?? []))
        .filter(({ channel }) => channels.includes(channel)),
  };
}
