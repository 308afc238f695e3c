import type { Cancellations } from '../../../core/cancellation/ports/cancellations.ts';
import type { MemoryStore } from '../store.ts';

/** Keeps cancellation keys in memory. */
export function memoryCancellations({ cancellations }: MemoryStore): Cancellations {
  return {
    async note(key, at) {
      const { notificationIds = new Set<string>(), at: before } = cancellations.get(key) ?? {};
      cancellations.set(key, { notificationIds, at: before && before > at ? before : at });
    },

    async join(key, notificationIds) {
      const { notificationIds: before = new Set<string>(), at } = cancellations.get(key) ?? {};
      cancellations.set(key, { notificationIds: new Set([...before, ...notificationIds]), ...(at && { at }) });
    },

    async find(key) {
      return cancellations.get(key)?.at;
    },

    async list({ key, after = '', limit }) {
      const ids = [...(cancellations.get(key)?.notificationIds ?? [])].filter((id) => id > after).sort();
      const notificationIds = ids.slice(0, limit);
      const last = notificationIds.at(-1);
      return last && ids.length > limit ? { notificationIds, next: last } : { notificationIds };
    },
  };
}
