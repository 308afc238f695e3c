import type { BatchRef } from '../../../core/batches/rules/open-batch.ts';
import { type Key, ulidOf } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** How the sort keys of a user's open batches begin. */
export const openBatchPrefix = 'B#';

/** How the sort keys of what is in a user's batches begin. */
export const batchEntryPrefix = 'BE#';

/** Names the item that says which batch of a workflow and key is open. */
export function openBatchKey({ userId, workflow, key }: BatchRef): Key {
  return { pk: userPartition(userId), sk: `${openBatchPrefix}${workflow}#${key}` };
}

/** Names the item that holds a notification in a batch. */
export function batchEntryKey(userId: string, batchId: string, notificationId: string): Key {
  return { pk: userPartition(userId), sk: `${batchEntriesPrefix(batchId)}${ulidOf(notificationId)}` };
}

/** Says how the sort keys of a batch's entries begin. */
export function batchEntriesPrefix(batchId: string): string {
  return `${batchEntryPrefix}${ulidOf(batchId)}#`;
}

/** Reads workflow and key from the sort key of an open batch. */
export function batchNamedIn(sk: string): { workflow: string; key: string } {
  const [, workflow = '', key = ''] = sk.split('#');
  return { workflow, key };
}

/** Reads the batch from the sort key of an entry. */
export function batchIdIn(sk: string): string {
  return `ntf_${sk.split('#')[1]}`;
}
