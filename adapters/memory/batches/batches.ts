import type { BatchChange, BatchEntry, Batches } from '../../../core/batches/ports/batches.ts';
import type { BatchRef } from '../../../core/batches/rules/open-batch.ts';
import { BatchMoved } from '../../../core/errors.ts';
import type { MemoryStore } from '../store.ts';
import { nameOfEntries, nameOfOpen } from './memory-batches.ts';

/** Keeps the batches of a store. */
export function memoryBatches({ batches }: MemoryStore): Batches {
  return {
    async find(ref) {
      return structuredClone(batches.open.get(nameOfOpen(ref))?.batch);
    },

    async close(ref, id) {
      if (batches.open.get(nameOfOpen(ref))?.batch.id === id) batches.open.delete(nameOfOpen(ref));
    },

    async entries(userId, id) {
      const entries = [...(batches.entries.get(nameOfEntries(userId, id))?.values() ?? [])];
      return structuredClone(entries.sort(byId));
    },

    async clear(userId, id) {
      batches.entries.delete(nameOfEntries(userId, id));
    },
  };
}

function byId(one: BatchEntry, other: BatchEntry): number {
  return one.notificationId < other.notificationId ? -1 : 1;
}

/** @throws BatchMoved when a batch is not as it was read. */
export function checkBatch({ batches }: MemoryStore, change: BatchChange | undefined): void {
  if (change === undefined || change.how === 'passes') return;
  const { read } = change;
  const stands = batches.open.get(nameOfOpen(change.ref))?.batch;
  const mayDiffer = change.how === 'joins' && change.batch.id === read?.id && !change.isFull && change.brings === undefined;
  const isAsRead = mayDiffer
    ? stands?.channels !== undefined && stands.count < change.most - 1
    : stands?.count === read?.count && stands?.channels?.join() === read?.channels?.join();
  if (stands?.id !== read?.id || !isAsRead) throw new BatchMoved('the batch is not as it was read');
}

/** Writes what a notification does to its batch. */
export function writeBatch(store: MemoryStore, change: BatchChange | undefined): void {
  if (change === undefined || change.how === 'passes') return;
  const { ref, batch } = structuredClone(change);
  const stands = store.batches.open.get(nameOfOpen(ref))?.batch;
  const count = stands?.id === batch.id ? stands.count + 1 : batch.count;
  store.batches.open.set(nameOfOpen(ref), { ref, batch: { ...batch, count } });
  if (change.how === 'opens') return;

  const name = nameOfEntries(ref.userId, batch.id);
  const entries = store.batches.entries.get(name) ?? new Map<string, BatchEntry>();
  store.batches.entries.set(name, entries.set(change.entry.notificationId, structuredClone(change.entry)));
  const { brings, isFull, at } = change;
  if (brings !== undefined) {
    const messages = structuredClone(brings.messages).map((record) => ({ record, fence: 0 }));
    const { notification, expiresAt } = structuredClone(brings);
    store.notifications.set(notification.id, { notification, messages, expiresAt });
    store.dueItems.push(...brings.dueAts.slice(0, 1).map((dueAt) => ({ notificationId: notification.id, dueAt })));
  }
  if (!isFull) return;
  store.batches.open.delete(nameOfOpen(ref));
  for (const message of store.notifications.get(batch.id)?.messages ?? [])
    message.record = { ...message.record, dueAt: new Date(at) };
}

/** Takes a notification out of a batch. Answers false when that is closed: what is in it then stays. */
export function withdrawFromBatch(
  { batches }: MemoryStore,
  ref: BatchRef,
  { id, notificationId }: { id: string; notificationId: string },
) {
  const open = batches.open.get(nameOfOpen(ref));
  if (open?.batch.id !== id || !batches.entries.get(nameOfEntries(ref.userId, id))?.delete(notificationId)) return false;
  open.batch.count -= 1;
  return true;
}
