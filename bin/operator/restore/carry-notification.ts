import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { canceledTogetherKey } from '../../../adapters/dynamodb/cancellation/keys.ts';
import { inboxItemKey } from '../../../adapters/dynamodb/channels/inbox/keys.ts';
import { sentSmsKey } from '../../../adapters/dynamodb/channels/sms/keys.ts';
import type { StoredMessage } from '../../../adapters/dynamodb/delivery/message-item.ts';
import type { StoredNotification } from '../../../adapters/dynamodb/delivery/notification-item.ts';
import { toDigestName } from '../../../adapters/dynamodb/digests/digest-item.ts';
import { closedDigestKey, digestEntryKey, digestStateKey, dueDigestKey } from '../../../adapters/dynamodb/digests/keys.ts';
import { withdrawEntry } from '../../../adapters/dynamodb/digests/withdraw-entry.ts';
import { dueItemKey } from '../../../adapters/dynamodb/scheduling/keys.ts';
import { conditionHeld } from '../../../adapters/dynamodb/table/condition-held.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import type { DigestRef } from '../../../core/digests/ports/digests.ts';
import { carryBatch } from './carry-batch.ts';
import { copyItem, getItem, messagesAmong, putItem, readPartition, type Tables } from './copy-item.ts';
import { type Item, isAfter, type Only, unlessThere } from './item-kinds.ts';

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

  if (meta?.userId !== undefined) {
    await carryWaysTo(meta as Item & StoredNotification, tables);
    await carryBatch(meta as Item & StoredNotification, { messages: messagesAmong(items), isThere: there.has('META') }, tables);
  }
  const behind = items.filter((item) => stepsOf(there.get(item.sk)) < stepsOf(item));
  for (const item of behind) {
    if (meta?.userId !== undefined && item.sk.startsWith('M#')) {
      const was = there.get(item.sk) as (Item & StoredMessage) | undefined;
      await leaveDigest(item as Item & StoredMessage, { was, userId: meta.userId }, tables);
      await carryWhatMoves(item as Item & StoredMessage, meta.userId, tables);
    }
    await putItem(item, unlessFurther(item), tables.to);
  }
  if (messagesAmong(behind).length > 0) await carryPlan(meta, there.get('META'), tables.to);
  if (Array.isArray(meta?.resentAs)) await carryResends(meta, tables.to);
  return true;
}

/** Carries over why its messages stand as they do, of which some were planned again since: by that they are released, and others take their place. */
async function carryPlan(
  meta: Partial<StoredNotification> | undefined,
  was: Item | undefined,
  { name, client }: Table,
): Promise<void> {
  if (meta?.explanation === undefined || was === undefined || was.explanation === meta.explanation) return;
  const { pk, sk } = was;
  await conditionHeld(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk, sk },
        UpdateExpression: 'SET explanation = :explanation',
        ConditionExpression: 'explanation = :was',
        ExpressionAttributeValues: { ':explanation': meta.explanation, ':was': was.explanation },
      }),
    ),
  );
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

/** Carries over what a notification is found by. */
async function carryWaysTo({ id, userId, cancellationKey, expiresAt }: StoredNotification, tables: Tables): Promise<void> {
  await putItem({ ...inboxItemKey(userId, id), notificationId: id, expiresAt }, unlessThere, tables.to);
  if (cancellationKey !== undefined) await copyItem(canceledTogetherKey(cancellationKey, id), tables);
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

/** Takes what was canceled since out of the digest in which it waits in the restored table, unless that has told of it by now. */
async function leaveDigest(
  { status, events }: StoredMessage,
  { was, userId }: { was: StoredMessage | undefined; userId: string },
  { to }: Tables,
): Promise<void> {
  const at = events.at(-1)?.at;
  if (status !== 'canceled' || was?.digest === undefined || at === undefined) return;
  const from = { userId, ...toDigestName(was.digest) };
  await withdrawEntry(to, was, { from, end: { status, reason: status, at: new Date(at) } });
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

/**
 * A message has one event for each step; a notification that was only canceled, ahead of itself, has not been made yet, and one of a batch is
 * written once more when that is closed.
 */
function stepsOf(item: Item | undefined): number {
  if (item === undefined) return -1;
  if (Array.isArray(item.events)) return item.events.length;
  if (item.createdAt === undefined) return 0;
  return item.batchKey === undefined || item.batch === undefined ? 1 : 2;
}

function unlessFurther(item: Item): Only {
  const { events } = item;
  if (Array.isArray(events))
    return {
      ConditionExpression: 'attribute_not_exists(pk) OR size(events) < :events',
      ExpressionAttributeValues: { ':events': events.length },
    };
  if (item.createdAt === undefined) return unlessThere;
  const ExpressionAttributeNames = { '#step': stepsOf(item) === 1 ? 'createdAt' : 'batch' };
  return { ConditionExpression: 'attribute_not_exists(#step)', ExpressionAttributeNames };
}
