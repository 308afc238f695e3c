import type { DueItems } from '../../../core/scheduling/ports/due-items.ts';
import { readShards } from '../table/read-shards.ts';
import type { Table } from '../table/table.ts';
import { dueItemPartition } from './keys.ts';

/** What falls due, in the table. Half the price without consistent reads, and a sweep leaves two minutes for what is being written. */
export function dynamoDueItems(table: Table): DueItems {
  return {
    async list({ bucket, after, limit }) {
      const page = await readShards<{ notificationId: string; dueAt: string }>(
        table,
        (shard) => dueItemPartition(bucket, shard),
        { after, limit, fresh: false },
      );
      const items = page.items.map(({ notificationId, dueAt }) => ({ notificationId, dueAt: new Date(dueAt) }));
      return page.next === undefined ? { items } : { items, next: page.next };
    },
  };
}
