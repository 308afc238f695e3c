import { Channel } from '../../../contract/values.ts';
import type { NotificationStatus, PublishingLedger } from '../../../core/publishing/ports/ledger.ts';
import { findNotification, type MemoryStore, type StoredMessage, toRecords } from '../store.ts';

/** The part of the ledger in memory that tells where notifications stand. */
export function memoryPublishingLedger(store: MemoryStore): PublishingLedger {
  return {
    async read(notificationId) {
      const stored = findNotification(store, notificationId);
      return stored && { notification: structuredClone(stored.notification), messages: toRecords(stored.messages) };
    },

    async readStatuses(notificationIds) {
      const there = notificationIds.flatMap((id) => findNotification(store, id) ?? []);
      return new Map(there.map(({ notification: { id, userId }, messages }) => [id, { userId, messages: inOrder(messages) }]));
    },
  };
}

function inOrder(messages: readonly StoredMessage[]): NotificationStatus['messages'] {
  return Channel.options
    .flatMap((channel) => messages.find(({ record }) => record.channel === channel) ?? [])
    .map(({ record: { channel, status, reason } }) => ({ channel, status, ...(reason && { reason }) }));
}
