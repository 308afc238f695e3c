import { hasExpired } from '../table/time-to-live.ts';
import type { UserItemKind } from '../users/user-item-kind.ts';
import { type StoredBatchEntry, toBatchEntry, toOpenBatch } from './batch-item.ts';
import { batchEntryPrefix, batchIdIn, batchNamedIn, openBatchPrefix } from './keys.ts';

/** Which batches of a user are open, and what is in one. The notifications that they lead to have a place of their own under the user. */
export const batchUserItems: UserItemKind = {
  prefixes: [openBatchPrefix, batchEntryPrefix],
  keysBehind: () => [],
  toRecord(item, { table }) {
    if (hasExpired({ expiresAt: Number(item.expiresAt) }, table.now())) return undefined;
    if (!item.sk.startsWith(batchEntryPrefix)) return { kind: 'batch', ...batchNamedIn(item.sk), batch: toOpenBatch(item) };
    return { kind: 'batch-entry', batchId: batchIdIn(item.sk), entry: toBatchEntry(item as unknown as StoredBatchEntry) };
  },
};
