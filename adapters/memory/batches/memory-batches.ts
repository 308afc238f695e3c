import type { BatchEntry } from '../../../core/batches/ports/batches.ts';
import type { BatchRef, OpenBatch } from '../../../core/batches/rules/open-batch.ts';

/** Batches in memory: the open ones by user, workflow and key, and what is in each by user and batch. */
export type MemoryBatches = {
  open: Map<string, { ref: BatchRef; batch: OpenBatch }>;
  entries: Map<string, Map<string, BatchEntry>>;
};

/** Stands for batches where a test has none. */
export function noBatches(): MemoryBatches {
  return { open: new Map(), entries: new Map() };
}

/** Names the place of an open batch. */
export function nameOfOpen({ userId, workflow, key }: BatchRef): string {
  return `${userId}#${workflow}#${key}`;
}

/** Names the place of what is in a batch. */
export function nameOfEntries(userId: string, id: string): string {
  return `${userId}#${id}`;
}
