import type { BatchChange } from '../../core/batches/ports/batches.ts';

/**
 * Whether whoever enters a notification sees to it that its batch is released: who brings what tells of the batch, and who makes it full. For all others
 * who join that is under way, and a batch of a thousand is not to be released a thousand times.
 */
export function releasesBatch(change: BatchChange | undefined): boolean {
  return change?.how === 'joins' && (change.brings !== undefined || change.isFull);
}
