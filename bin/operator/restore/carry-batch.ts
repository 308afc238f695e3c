import { dynamoBatches } from '../../../adapters/dynamodb/batches/batches.ts';
import { batchEntryKey, openBatchKey } from '../../../adapters/dynamodb/batches/keys.ts';
import { withdrawFromBatch } from '../../../adapters/dynamodb/batches/withdraw-from-batch.ts';
import { notificationPartition } from '../../../adapters/dynamodb/delivery/keys.ts';
import type { StoredMessage } from '../../../adapters/dynamodb/delivery/message-item.ts';
import type { StoredNotification } from '../../../adapters/dynamodb/delivery/notification-item.ts';
import type { BatchRef } from '../../../core/batches/rules/open-batch.ts';
import { copyItem, getItem, messagesAmong, putItem, readPartition, type Tables } from './copy-item.ts';
import type { Item } from './item-kinds.ts';

/**
 * Carries over what became of a batch since: what has joined it is in it, what was canceled is not, and what was told of or canceled is closed, so
 * that nothing joins it any more. Of what `isThere` in the restored table its entry is as well, unless it was canceled there.
 */
export async function carryBatch(
  { id, userId, workflow, joined, batchKey }: StoredNotification,
  { messages, isThere }: { messages: readonly StoredMessage[]; isThere: boolean },
  tables: Tables,
): Promise<void> {
  if (batchKey !== undefined) {
    const ref = { userId, workflow, key: batchKey };
    const open = await getItem(tables.from, openBatchKey(ref));
    if (open?.batchId !== id) await dynamoBatches(tables.to).close(ref, id);
  }
  if (joined === undefined) return;

  const ref = { userId, workflow, key: joined.key };
  const canceled = messages.filter(({ status }) => status === 'canceled');
  const [at] = canceled.flatMap(({ events }) => events.at(-1)?.at ?? []);
  if (at !== undefined) {
    await withdrawFromBatch(tables.to, canceled, { ref, batchId: joined.id, at: new Date(at) });
    return;
  }
  if (!isThere) await copyItem(batchEntryKey(userId, joined.id, id), tables);
  await carryOpenBatch(ref, tables);
}

/** Carries over which batch is open, unless the restored table has told of it by now or has opened a later one. */
async function carryOpenBatch(ref: BatchRef, { from, to }: Tables): Promise<void> {
  const open = await getItem(from, openBatchKey(ref));
  if (open === undefined || !(await mayGather(String(open.batchId), { to }))) return;
  const isBehind = '(batchId = :id AND taken < :taken) OR (batchId <> :id AND #until < :until)';
  const only = {
    ConditionExpression: `attribute_not_exists(pk) OR ${isBehind}`,
    ExpressionAttributeNames: { '#until': 'until' },
    ExpressionAttributeValues: { ':id': open.batchId, ':taken': open.taken, ':until': open.until },
  };
  await putItem(open, only, to);
}

/** Whether a batch may be open in the restored table: its notification is held there, or has yet to come. */
async function mayGather(batchId: string, { to }: Pick<Tables, 'to'>): Promise<boolean> {
  const items: Item[] = await readPartition(notificationPartition(batchId), to);
  if (items.length === 0) return true;
  return items.every(({ batch }) => batch === undefined) && messagesAmong(items).some(({ status }) => status === 'scheduled');
}
