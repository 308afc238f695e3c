import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { DigestRef, NewDigestEntry } from '../../../core/digests/ports/digests.ts';
import { type DigestState, type Placement, placeEntry } from '../../../core/digests/rules/digest-window.ts';
import type { Part } from '../table/part.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { toDigestState, toStoredDigestEntry, toStoredDueDigest } from './digest-item.ts';
import { digestStateKey, dueDigestKey } from './keys.ts';

/** Reads where a user's digests of a frequency stand. */
export async function readDigestState(table: Table, userId: string, frequency: DigestFrequency): Promise<DigestState> {
  return toDigestState(await readItem(table, digestStateKey(userId, frequency)));
}

/**
 * The transaction's parts that put an entry into a digest, and which one that is. They hold only while that digest is open as it
 * was read here: closing it is one write, and every entry comes before that or after. To be run by `contended`.
 */
export async function joinDigest(
  table: Table,
  { entry, frequency, clock, now, keptAtLeastUntil = now }: NewDigestEntry,
  expiresAt: Date,
): Promise<{ digest: Pick<DigestRef, 'frequency' | 'number'>; parts: Part[] }> {
  const { name: TableName } = table;
  const state = await readDigestState(table, entry.userId, frequency);
  const placement = placeEntry(state, { frequency, clock, now });
  const digest = { userId: entry.userId, frequency, number: placement.number };
  const put = { Put: { TableName, Item: toStoredDigestEntry(digest, entry, { expiresAt, keptAtLeastUntil }) } };
  return { digest: { frequency, number: placement.number }, parts: [put, ...placeParts(table, digest, state, placement)] };
}

function placeParts(table: Table, digest: DigestRef, state: DigestState, { change, number, due }: Placement): Part[] {
  const { name: TableName } = table;
  const Key = digestStateKey(digest.userId, digest.frequency);
  if (change === 'none') return [{ ConditionCheck: { TableName, Key, ...asRead(state) } }];

  const { ExpressionAttributeNames, ExpressionAttributeValues, ConditionExpression } = asRead(state);
  const changed: Part = {
    Update: {
      TableName,
      Key,
      UpdateExpression: 'SET #number = :next, dueAt = :dueAt, dueDate = :dueDate',
      ConditionExpression,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, '#number': 'number' },
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ':next': number,
        ':dueAt': due.at.toISOString(),
        ':dueDate': due.date,
      },
    },
  };
  return [changed, ...moveParts(table, digest, state.due?.at, due)];
}

/** Puts a digest where the job will look for it, and takes it away from where that was. A bucket may be the same one. */
export function moveParts(
  { name: TableName }: Table,
  digest: DigestRef,
  from: Date | undefined,
  due: { at: Date; date: string },
): Part[] {
  const put: Part = { Put: { TableName, Item: toStoredDueDigest(digest, due) } };
  if (from === undefined) return [put];

  const [before, after] = [dueDigestKey(digest, from), dueDigestKey(digest, due.at)];
  return before.pk === after.pk ? [put] : [put, { Delete: { TableName, Key: before } }];
}

/** The condition that a state is as it was read: its number, and when it is due if it is open. */
export function asRead({ number, due }: Pick<DigestState, 'number' | 'due'>) {
  if (number === 0) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: `#number = :number AND ${due === undefined ? 'attribute_not_exists(dueAt)' : 'dueAt = :readDueAt'}`,
    ExpressionAttributeNames: { '#number': 'number' },
    ExpressionAttributeValues: { ':number': number, ...(due !== undefined && { ':readDueAt': due.at.toISOString() }) },
  };
}
