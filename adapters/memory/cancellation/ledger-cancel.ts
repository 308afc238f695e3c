import { isBatched } from '../../../core/batches/rules/is-batched.ts';
import type { BatchRef } from '../../../core/batches/rules/open-batch.ts';
import type { CancellationLedger } from '../../../core/cancellation/ports/ledger.ts';
import { canceledEvent, isInTime, toCancellation } from '../../records/cancel-message.ts';
import { memoryBatches, withdrawFromBatch } from '../batches/batches.ts';
import { nameOfOpen } from '../batches/memory-batches.ts';
import { withdrawEntry } from '../digests/digests.ts';
import { findNotification, type MemoryStore, toRecords } from '../store.ts';

/** The part of the ledger in memory that cancels. */
export function memoryCancellationLedger(store: MemoryStore): CancellationLedger {
  return {
    async cancel(asked) {
      const { notificationId, at } = asked;
      const stored = findNotification(store, notificationId);
      if (stored === undefined) {
        store.canceledAhead.set(notificationId, store.canceledAhead.get(notificationId) ?? at);
        return { notificationId, canceled: [], tooLate: [], dispatched: false };
      }
      const { joined, batchKey: key, batch, userId, workflow } = stored.notification;
      const isWithdrawn =
        joined !== undefined &&
        withdrawFromBatch(store, { userId, workflow, key: joined.key }, { id: joined.id, notificationId });
      if (isWithdrawn && isEmptied(store, { userId, workflow, key: joined.key }, joined.id))
        await this.cancel({ ...asked, notificationId: joined.id });
      if (key !== undefined && batch === undefined) await closeAndForget(store, { userId, workflow, key }, notificationId);
      for (const message of stored.messages.filter(({ record }) => isInTime(record) || (isWithdrawn && isBatched(record)))) {
        const { record } = message;
        if (record.digest && !withdrawEntry(store, notificationId, { userId: stored.notification.userId, ...record.digest }))
          continue;
        message.record = { ...record, status: 'canceled', reason: 'canceled', events: [...record.events, canceledEvent(at)] };
        delete message.leaseUntil;
      }
      return toCancellation(notificationId, toRecords(stored.messages));
    },
  };
}

function isEmptied({ batches }: MemoryStore, ref: BatchRef, id: string): boolean {
  const batch = batches.open.get(nameOfOpen(ref))?.batch;
  return batch?.id === id && batch.count <= 0;
}

async function closeAndForget(store: MemoryStore, ref: BatchRef, id: string): Promise<void> {
  const batches = memoryBatches(store);
  await batches.close(ref, id);
  await batches.clear(ref.userId, id);
}
