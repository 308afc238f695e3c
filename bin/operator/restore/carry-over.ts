import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { carryNotification, isWrittenSince } from './carry-notification.ts';
import { putItem, type Tables } from './copy-item.ts';
import { holdErasures, userIdOf } from './hold-erasures.ts';
import { type Item, isAfter, waysOf } from './item-kinds.ts';

/** How much has been carried over: notifications, users who were erased, and items that have nothing to do with one notification. */
export type Carried = { notifications: number; erasures: number; others: number };

/**
 * Carries over from the old table into the restored one what must not be forgotten: every notification of which something was written since an
 * instant, so that nothing that was sent since is sent again; erasures; and what only ever forbids or counts. `waysOf` says it of each item.
 * With `keepErased`, users who were erased since are left as they were at the instant. Reads all of both tables once. Doing it again carries over what came since, and overwrites nothing that has gone further.
 */
export async function carryOver(
  since: Date,
  tables: Tables,
  { keepErased = false }: { keepErased?: boolean } = {},
): Promise<Carried> {
  const { from, to } = tables;
  const notifications = new Set<string>();
  const traces: Item[] = [];
  let others = 0;
  for await (const { Items = [] } of paginateScan({ client: from.client }, { TableName: from.name })) {
    for (const item of Items as Item[]) {
      const [carried] = waysOf(item);
      if (carried === 'as-erasure' && isAfter(item.erasedAt, since)) traces.push(item);
      if (item.pk.startsWith('N#') && isWrittenSince(item, since)) notifications.add(item.pk);
      const only = typeof carried === 'function' ? carried(item, since) : undefined;
      if (only !== undefined && (await putItem(item, only, to))) others += 1;
    }
  }
  const erasures = keepErased ? 0 : await holdErasures(since, traces, tables);
  const erased = new Set(traces.map(userIdOf));
  let carriedOver = 0;
  for (const pk of notifications) if (await carryNotification(pk, erased, tables)) carriedOver += 1;
  return { notifications: carriedOver, erasures, others };
}
