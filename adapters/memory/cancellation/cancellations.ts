import type { Cancellations } from '../../../core/cancellation/ports/cancellations.ts';
import type { MemoryStore } from '../store.ts';

/** Keeps cancellation keys in memory. */
export function memoryCancellations({ cancellations, now }: MemoryStore): Cancellations {
  return {
    async note(key, at) {
      const { notificationIds = new Map<string, Date>(), at: before } = cancellations.get(key) ?? {};
      cancellations.set(key, { notificationIds, at: before && before > at ? before : at });
    },

    async join(key, joining, expiresAt) {
      const { notificationIds = new Map<string, Date>(), at } = cancellations.get(key) ?? {};
      for (const id of joining) notificationIds.set(id, expiresAt);
      cancellations.set(key, { notificationIds, ...(at && { at }) });
    },

    async find(key) {
      return cancellations.get(key)?.at;
    },

    async list({ key, after = '', limit }) {
      const there = [...(cancellations.get(key)?.notificationIds ?? [])].filter(([id, until]) => id > after && until > now());
      const ids = there.map(([id]) => id).sort();
      const notificationIds = ids.slice(0, limit);
      const last = notificationIds.at(-1);
      return last && ids.length > limit ? { notificationIds, next: last } : { notificationIds };
    },
  };
}
