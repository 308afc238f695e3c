import type { DueItems } from '../../../core/scheduling/ports/due-items.ts';
import { bucketOf } from '../../../core/scheduling/rules/due-time.ts';
import type { MemoryStore } from '../store.ts';

/** What falls due, in memory. */
export function memoryDueItems({ dueItems }: MemoryStore): DueItems {
  return {
    async list({ bucket, after = '0', limit }) {
      const inBucket = dueItems.filter(({ dueAt }) => bucketOf(dueAt).getTime() === bucket.getTime());
      const from = Number(after);
      const items = inBucket.slice(from, from + limit);
      return inBucket.length > from + limit ? { items, next: String(from + limit) } : { items };
    },
  };
}
