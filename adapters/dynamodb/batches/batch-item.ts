import type { Actor } from '../../../contract/publishing/actor.ts';
import type { Channel } from '../../../contract/values.ts';
import type { BatchEntry } from '../../../core/batches/ports/batches.ts';
import type { BatchRef, OpenBatch } from '../../../core/batches/rules/open-batch.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { batchEntryKey, openBatchKey } from './keys.ts';

/** How long it is kept which batch is open, beyond its time: longer than the release that closes it may be a dead-letter message. */
const keptMs = 30 * 86_400_000;

/** Which batch is open, as it lies in the table. */
export type StoredOpenBatch = { batchId: string; until: string; taken: number; channels?: Channel[] };

/** What is in a batch, as it lies in the table. */
export type StoredBatchEntry = { notificationId: string; actor?: Actor; goodUntil?: string; expiresAt: number };

/** What to store of a batch that is opened. */
export function toStoredOpenBatch(ref: BatchRef, { id, until, count, channels }: OpenBatch) {
  const kept = channels === undefined ? until : new Date(until.getTime() + keptMs); // what lets one go alone is over at its time
  return { ...openBatchKey(ref), batchId: id, until: until.toISOString(), taken: count, channels, expiresAt: epochSeconds(kept) };
}

/** Until when an open batch is kept that something has joined. */
export function openBatchExpires(until: Date): number {
  return epochSeconds(new Date(until.getTime() + keptMs));
}

/** Reads the open batch in an item. */
export function toOpenBatch(item: Record<string, unknown>): OpenBatch {
  const { batchId: id, until, taken: count, channels } = item as StoredOpenBatch;
  return { id, until: new Date(until), count, ...(channels && { channels }) };
}

/** What to store for an entry, which stays as long as its notification. */
export function toStoredBatchEntry({ userId }: BatchRef, batchId: string, entry: BatchEntry, expiresAt: Date) {
  const { notificationId, actor, goodUntil } = entry;
  const key = batchEntryKey(userId, batchId, notificationId);
  return { ...key, notificationId, actor, goodUntil: goodUntil?.toISOString(), expiresAt: epochSeconds(expiresAt) };
}

/** Reads the entry in an item. */
export function toBatchEntry({ notificationId, actor, goodUntil }: StoredBatchEntry): BatchEntry {
  return { notificationId, ...(actor && { actor }), ...(goodUntil !== undefined && { goodUntil: new Date(goodUntil) }) };
}
