import type { Batch, BatchItem } from '../../contract/batches/batch.ts';
import type { Actor } from '../../contract/publishing/actor.ts';
import type { NotificationRecord } from '../delivery/ports/records.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { BatchEntry, Batches, Gathered } from './ports/batches.ts';
import { mostShown } from './rules/most-in-batch.ts';

/** What their data may take together: a notification is an item of 400 KB at most, and is queued to be sent again in 1 MB. */
const mostDataBytes = 100_000;

export type CloseBatchDeps = {
  batches: Pick<Batches, 'close' | 'entries' | 'clear'>;
  ledger: Pick<PublishingLedger, 'read'>;
};

/** Whether a notification tells of a batch that is not closed yet, as far as it says. */
export function gathers({ batchKey, batch }: NotificationRecord): boolean {
  return batchKey !== undefined && batch === undefined;
}

/**
 * Closes the batch that a notification tells of, and answers what it has gathered; nothing when all of that was withdrawn. Doing
 * it again answers the same, since nothing joins a closed batch or is withdrawn from it.
 */
export async function closeBatch(
  notification: NotificationRecord,
  at: Date,
  { batches, ledger }: CloseBatchDeps,
): Promise<Gathered | undefined> {
  const { id, userId, workflow, batchKey: key = '' } = notification;
  await batches.close({ userId, workflow, key }, id);
  const entries = await batches.entries(userId, id);
  if (entries.length === 0) return undefined;

  const items = await readItems(entries.slice(0, mostShown), ledger);
  const actors = actorsOf(entries);
  const batch: Batch = {
    count: entries.length,
    items: withinBytes(items),
    actors: actors.slice(0, mostShown),
    more_actors: Math.max(0, actors.length - mostShown),
    closed_at: at.toISOString(),
  };
  const [first] = actors;
  const goodUntil = lastOf(entries.map((entry) => entry.goodUntil));
  return { batch, data: items[0]?.data ?? notification.data, ...(first && { actor: first }), ...(goodUntil && { goodUntil }) };
}

/** Reads what the first of them tell; one whose time is up is left out. */
async function readItems(entries: readonly BatchEntry[], ledger: CloseBatchDeps['ledger']): Promise<BatchItem[]> {
  const found = await Promise.all(entries.map(({ notificationId }) => ledger.read(notificationId)));
  return found.flatMap((each) => {
    if (each === undefined) return [];
    const { id, createdAt, data, actor } = each.notification;
    return [{ id, at: createdAt.toISOString(), data, ...(actor && { actor }) }];
  });
}

/**
 * Takes as many as there is room for, from the first on. One that is too large is passed over, even the first: the notification
 * has the data of that one anyway.
 */
function withinBytes(items: readonly BatchItem[]): BatchItem[] {
  let left = mostDataBytes;
  return items.filter((item) => {
    const bytes = Buffer.byteLength(JSON.stringify(item));
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
}

/** Lists each actor once, as they were the first time. */
export function actorsOf(entries: readonly BatchEntry[]): Actor[] {
  const actors = new Map<string, Actor>();
  for (const { actor } of entries) if (actor !== undefined && !actors.has(actor.id)) actors.set(actor.id, actor);
  return [...actors.values()];
}

/** A batch is of use as long as anything in it is; without an end if something has none. */
function lastOf(ends: readonly (Date | undefined)[]): Date | undefined {
  const known = ends.filter((end) => end !== undefined);
  return known.length < ends.length ? undefined : new Date(Math.max(...known.map((end) => end.getTime())));
}

/** Removes what was in a batch, once its notification has gone on or has ended. */
export async function clearBatch(
  { id, userId, batchKey }: NotificationRecord,
  { batches }: Pick<CloseBatchDeps, 'batches'>,
): Promise<void> {
  if (batchKey !== undefined) await batches.clear(userId, id);
}

/** Names what a batch has told of, in words for its timeline. */
export function describeBatch({ count, items }: Batch): string {
  const more = count - items.length;
  const ids = items.map(({ id }) => id).join(', ');
  const named = ids === '' ? '' : `: ${ids}${more > 0 ? ` and ${more} more` : ''}`;
  return `the batch was closed with ${count} ${count === 1 ? 'notification' : 'notifications'}${named}`;
}
