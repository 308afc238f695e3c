import type { UserRecord } from '../../../core/users/ports/users.ts';
import type { MemoryStore } from '../store.ts';
import { nameOfEntries } from './memory-batches.ts';

/** Where a user's batches lie among their records: `B#` an open one, `BE#` what is in one. */
export function batchPlacesOf({ batches }: MemoryStore, userId: string): string[] {
  const open = [...batches.open.values()].flatMap(({ ref }) => (ref.userId === userId ? [`B#${ref.workflow}#${ref.key}`] : []));
  const entries = [...batches.entries].flatMap(([name, of]) => {
    const [owner, id] = name.split('#');
    return owner === userId ? [...of.keys()].map((notificationId) => `BE#${id}#${notificationId}`) : [];
  });
  return [...open, ...entries];
}

/** What is kept at such a place; nothing when its time is up, or it is another place. */
export function readBatchPlace({ batches, now }: MemoryStore, userId: string, place: string): UserRecord | undefined {
  const [kind, first = '', second = ''] = place.split('#');
  if (kind === 'B') {
    const open = batches.open.get(`${userId}#${first}#${second}`);
    if (open?.batch.channels === undefined && open?.batch.until && open.batch.until <= now()) return undefined;
    return open && { kind: 'batch', workflow: first, key: second, batch: structuredClone(open.batch) };
  }
  const entry = batches.entries.get(nameOfEntries(userId, first))?.get(second);
  return entry && { kind: 'batch-entry', batchId: first, entry: structuredClone(entry) };
}

/** Removes what is kept there. */
export function eraseBatchPlace({ batches }: MemoryStore, userId: string, place: string): void {
  const [kind, first = '', second = ''] = place.split('#');
  if (kind === 'B') batches.open.delete(`${userId}#${first}#${second}`);
  else batches.entries.get(nameOfEntries(userId, first))?.delete(second);
}
