import type { CoveredItems } from '../../../core/statistics/ports/statistics.ts';
import { cameAt } from '../../records/inbox-position.ts';
import type { MemoryStore } from '../store.ts';

/** Reads what arrived in an inbox in memory. */
export function memoryCoveredItems(store: MemoryStore): CoveredItems {
  return {
    async arrived(userId, { above, through }) {
      return [...(store.inboxes.get(userId)?.values() ?? [])]
        .filter(({ place }) => place.snoozedUntil === undefined && cameAt(place) > above && cameAt(place) <= through)
        .map(({ item: { notificationId, workflow, category }, place: { unread, seen, archived, wasRead = false } }) => ({
          notificationId,
          userId,
          workflow,
          category,
          unread: unread !== undefined,
          seen,
          archived,
          wasRead,
        }));
    },
  };
}
