import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { batchEntryKey, openBatchKey } from '../../../adapters/dynamodb/batches/keys.ts';
import { canceledTogetherKey } from '../../../adapters/dynamodb/cancellation/keys.ts';
import { inboxItemKey } from '../../../adapters/dynamodb/channels/inbox/keys.ts';
import { sentSmsKey } from '../../../adapters/dynamodb/channels/sms/keys.ts';
import type { StoredMessage, StoredNotification } from '../../../adapters/dynamodb/delivery/message-item.ts';
import { toDigestName } from '../../../adapters/dynamodb/digests/digest-item.ts';
import { closedDigestKey, digestEntryKey, digestStateKey, dueDigestKey } from '../../../adapters/dynamodb/digests/keys.ts';
import { dueItemKey } from '../../../adapters/dynamodb/scheduling/keys.ts';
import { conditionHeld } from '../../../adapters/dynamodb/table/condition-held.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import type { BatchRef } from '../../../core/batches/rules/open-batch.ts';
import type { DigestRef } from '../../../core/digests/ports/digests.ts';
import { copyItem, getItem, putItem, type Tables } from './copy-item.ts';
import { type Item, ifMore, isAfter, type Only, unlessThere } from './item-kinds.ts';

/** Whether a notification was made, canceled or sent again, or one of its messages moved, after an instant; a provider's clock may be behind ours. */
export function isWrittenSince({ createdAt, canceledAt, events, resentAs }: Item, since: Date): boolean {
  const steps = [events, resentAs].flatMap((each) => (Array.isArray(each) ? each.map(({ at }) => at) : []));
  return [createdAt, canceledAt, ...steps].some((at) => isAfter(at, since));
}

/**
 * Carries over a notification that has gone further in the old table, with what hangs on it: what it is found by under its user and its
 * cancellation key, and what releases it. What hangs on an item comes before the item, so that a command that was stopped goes on.
 * Its inbox item becomes a trace, as its place in the inbox is taken by what arrives after the switch.
 */
export async function carryNotification(pk: string, erased: ReadonlySet<string>, tables: Tables): Promise<boolean> {
  const items = await readPartition(pk, tables.from);
  const meta = items.find(({ sk }) => sk === 'META') as (Item & Partial<StoredNotification>) | undefined;
  if (meta?.userId !== undefined && erased.has(meta.userId)) return false;
  const there = new Map((await readPartition(pk, tables.to)).map((item) => [item.sk, item]));

  if (meta?.userId !== undefined) await carryWaysTo(meta as Item & StoredNotification, tables);
  for (const item of items) {
    const isBehind = stepsOf(there.get(item.sk)) < stepsOf(item);
    if (!isBehind) continue;
    if (meta?.userId !== undefined && item.sk.startsWith('M#'))
      await carryWhatMoves(item as Item & StoredMessage, meta.userId, tables);
    await putItem(item, unlessFurther(item), tables.to);
  }
  if (Array.isArray(meta?.resentAs)) await carryResends(meta, tables.to);
  return true;
}

/** Notes what it was sent again as, so that nobody takes it for the first time; whatever else was written of it stays. */
async function carryResends({ pk, sk, resentAs }: Partial<StoredNotification> & Item, { name, client }: Table): Promise<void> {
  await conditionHeld(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk, sk },
        UpdateExpression: 'SET resentAs = :resends',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(resentAs) OR size(resentAs) < :times)',
        ExpressionAttributeValues: { ':resends': resentAs, ':times': resentAs?.length },
      }),
    ),
  );
}

/** Carries over what a notification is found by, and its entry in a batch that is open still. */
async function carryWaysTo(meta: StoredNotification, tables: Tables): Promise<void> {
  const { id, userId, workflow, cancellationKey, joined, expiresAt } = meta;
  if (joined !== undefined) {
    await copyItem(batchEntryKey(userId, joined.id, id), tables);
    await carryOpenBatch({ userId, workflow, key: joined.key }, tables);
  }
  await putItem({ ...inboxItemKey(userId, id), notificationId: id, expiresAt }, unlessThere, tables.to);
  if (cancellationKey !== undefined) await copyItem(canceledTogetherKey(cancellationKey, id), tables);
}

/** Carries over which batch is open, when more has joined it in the old table. */
async function carryOpenBatch(ref: BatchRef, tables: Tables): Promise<void> {
  const open = await getItem(tables.from, openBatchKey(ref));
  if (open !== undefined) await putItem(open, ifMore('taken', open.taken), tables.to);
}

/** Carries over what lets a message go on: its due item, its entry in a digest, and by what a receipt finds it. */
async function carryWhatMoves(message: StoredMessage, userId: string, tables: Tables): Promise<void> {
  const { notificationId, channel, status, dueAt, providerId, digest } = message;
  if (status === 'scheduled' && dueAt !== undefined)
    await copyItem(dueItemKey({ notificationId, dueAt: new Date(dueAt) }), tables);
  if (channel === 'sms' && providerId !== undefined) await copyItem(sentSmsKey(providerId), tables);
  if (status === 'digesting' && digest !== undefined) {
    const ref = { userId, ...toDigestName(digest) };
    await copyItem(digestEntryKey(ref, notificationId), tables);
    await copyItem(closedDigestKey(ref), tables);
    await carryDigestState(ref, tables);
  }
}

/** Carries over where a user's digests stand, when the old table has opened more of them. */
async function carryDigestState({ userId, frequency }: DigestRef, tables: Tables): Promise<void> {
  const key = digestStateKey(userId, frequency);
  const [state, there] = [await getItem(tables.from, key), await getItem(tables.to, key)];
  if (state === undefined || Number(state.number) <= Number(there?.number ?? 0)) return;
  if (typeof state.dueAt === 'string') await copyItem(dueDigestKey({ userId, frequency }, new Date(state.dueAt)), tables);
  await putItem(state, isAsRead(there), tables.to);
}

/** Whether nobody has opened or closed a digest since it was read; who did has the last word. */
function isAsRead(state: Item | undefined): Only {
  if (state === undefined) return unlessThere;
  const isDue = state.dueAt === undefined ? 'attribute_not_exists(dueAt)' : 'dueAt = :dueAt';
  const values = { ':number': state.number, ...(state.dueAt !== undefined && { ':dueAt': state.dueAt }) };
  return {
    ConditionExpression: `#number = :number AND ${isDue}`,
    ExpressionAttributeNames: { '#number': 'number' },
    ExpressionAttributeValues: values,
  };
}

/** A message has one event for each step; a notification that was only canceled, ahead of itself, has not been made yet. */
function stepsOf(item: Item | undefined): number {
  if (item === undefined) return -1;
  if (Array.isArray(item.events)) return item.events.length;
  return item.createdAt === undefined ? 0 : 1;
}

function unlessFurther({ events, createdAt }: Item): Only {
  if (Array.isArray(events))
    return {
      ConditionExpression: 'attribute_not_exists(pk) OR size(events) < :events',
      ExpressionAttributeValues: { ':events': events.length },
    };
  return createdAt === undefined ? unlessThere : { ConditionExpression: 'attribute_not_exists(createdAt)' };
}

async function readPartition(pk: string, { name: TableName, client }: Table): Promise<Item[]> {
  const all: Item[] = [];
  const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ConsistentRead: true };
  for await (const { Items = [] } of paginateQuery({ client }, query)) all.push(...(Items as Item[]));
  return all;
}
