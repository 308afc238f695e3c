import type { Resends } from '../../../core/message-log/ports/resends.ts';
import { findNotification, type MemoryStore } from '../store.ts';

/** Keeps in memory as what notifications were sent again. */
export function memoryResends(store: MemoryStore): Resends {
  return {
    async note({ notificationId, resend, after }) {
      const stored = findNotification(store, notificationId);
      const { resentAs = [] } = stored?.notification ?? {};
      if (stored === undefined || resentAs.length !== after) return false;
      stored.notification.resentAs = [...resentAs, structuredClone(resend)];
      return true;
    },
  };
}
