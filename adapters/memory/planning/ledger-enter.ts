import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import type { Entry, PlanningLedger } from '../../../core/planning/ports/ledger.ts';
import { canceledEntry } from '../../records/cancel-message.ts';
import { releasesBatch } from '../../records/releases-batch.ts';
import { checkBatch, writeBatch } from '../batches/batches.ts';
import { arrive } from '../channels/inbox/inbox.ts';
import { inDigest, joinDigest } from '../digests/digests.ts';
import { findMessage, findNotification, type MemoryStore, type StoredNotification, toRecords } from '../store.ts';
import { countInCapWindows } from './frequency-caps.ts';
import { writeBeside } from './write-beside.ts';

/** The part of the ledger in memory that enters notifications, and channels that were not planned. */
export function memoryPlanningLedger(store: MemoryStore): PlanningLedger {
  return {
    async enter(entry) {
      if (store.erased.has(entry.notification.userId)) return [];
      const entered = findNotification(store, entry.notification.id);
      if (entered) return withBatch(store, entered);

      const canceledAt = canceledAheadAt(store, entry);
      const { notification, messages, expiresAt, ...rest } = canceledAt ? canceledEntry(entry, canceledAt) : entry;
      checkBatch(store, rest.batch);
      countInCapWindows(store, notification.userId, rest.capWindows);
      const digest = rest.digestEntry && joinDigest(store, rest.digestEntry, expiresAt);
      const copies = structuredClone(messages).map((record) => ({ record: inDigest(record, digest), fence: 0 }));
      const stored = { notification: structuredClone(notification), messages: copies, expiresAt };
      store.notifications.set(notification.id, stored);
      joinKey(store, stored);
      writeBeside(store, stored, rest);
      writeBatch(store, rest.batch);
      return releasesBatch(rest.batch) ? withBatch(store, stored) : toRecords(stored.messages);
    },

    async withdraw() {}, // nothing is ever cut off here

    async add({ message, explanation, inboxItem, dueAts = [] }) {
      const stored = findNotification(store, message.notificationId);
      if (stored === undefined || findMessage(store, message.notificationId, message.channel)) return;
      if (store.erased.has(stored.notification.userId)) return;

      stored.messages.push({ record: structuredClone(message), fence: 0 });
      stored.notification.explanation.push(structuredClone(explanation));
      if (inboxItem) arrive(store, inboxItem, stored.expiresAt);
      store.dueItems.push(...dueAts.map((dueAt) => ({ notificationId: message.notificationId, dueAt })));
    },
  };
}

/** The messages of a notification, with those of the batch that it is in. */
function withBatch(store: MemoryStore, { notification, messages }: StoredNotification): MessageRecord[] {
  const { joined } = notification;
  const batch = joined && findNotification(store, joined.id);
  return [...toRecords(messages), ...toRecords(batch?.messages ?? [])];
}

function canceledAheadAt(store: MemoryStore, { notification }: Entry): Date | undefined {
  const { id, cancellationKey, createdAt } = notification;
  const byKey = cancellationKey === undefined ? undefined : store.cancellations.get(cancellationKey)?.at;
  return store.canceledAhead.get(id) ?? (byKey && byKey >= createdAt ? byKey : undefined);
}

/** Has a notification found by its cancellation key for as long as it is kept. */
export function joinKey({ cancellations }: MemoryStore, { notification, expiresAt }: StoredNotification): void {
  const { id, cancellationKey } = notification;
  if (cancellationKey === undefined) return;
  const { notificationIds = new Map<string, Date>(), ...shared } = cancellations.get(cancellationKey) ?? {};
  cancellations.set(cancellationKey, { ...shared, notificationIds: notificationIds.set(id, expiresAt) });
}
