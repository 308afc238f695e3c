import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import type { Release, ReleaseMove } from '../../../core/scheduling/ports/ledger.ts';
import { goesOn } from '../../records/goes-on.ts';
import { heldLonger } from '../../records/held-longer.ts';
import { mergeExplanation } from '../../records/merge-explanation.ts';
import { canceledTogetherKey } from '../cancellation/keys.ts';
import { userIsNotErased } from '../channels/inbox/feed-state.ts';
import { inboxItemKey } from '../channels/inbox/keys.ts';
import { messageKey, notificationKey } from '../delivery/keys.ts';
import type { StoredNotification } from '../delivery/notification-item.ts';
import { isThere, readStored } from '../delivery/read-stored.ts';
import { besideParts } from '../delivery/write-beside.ts';
import { joinDigest } from '../digests/digest-entry.ts';
import { toStoredDigestName } from '../digests/digest-item.ts';
import { countInCapWindows, refuseFullWindows } from '../planning/frequency-caps.ts';
import { assignments } from '../table/assignments.ts';
import { cancellationReasons } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { changeItem } from '../table/write-statement.ts';

/**
 * Moves held messages on in one transaction, which counts on each of them still being held as it was read, and on nobody having
 * deleted their user. Of who was deleted a moment ago it only ends what is not erased yet.
 */
export async function releaseHeld(table: Table, release: Release): Promise<boolean> {
  const { notification } = await readStored(table, release.notificationId);
  if (!isThere(notification, table.now())) return false;

  const expiresAt = new Date(notification.expiresAt * 1000 + heldLonger(release.moves));
  await keepWhatLeadsToIt(table, notification, expiresAt); // first: what is kept for nothing does no harm
  const joined = release.digestEntry && (await joinDigest(table, release.digestEntry, expiresAt));
  const beside = await besideParts(table, { ...release, expiresAt });
  if (beside === undefined) return false;
  const mustBeThere = release.inboxItem === undefined && goesOn(release); // with an inbox item its part asks
  const TransactItems = [
    ...release.moves.map((move) => toUpdate(table, release, { ...move, digest: joined?.digest, expiresAt })),
    ...countInCapWindows(table, notification.userId, release.capWindows),
    explain(table, notification, { ...release, expiresAt }),
    ...(joined?.parts ?? []),
    ...beside,
    ...(mustBeThere ? [userIsNotErased(table, notification.userId)] : []),
  ];
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems }));
    return true;
  } catch (error) {
    const codes = cancellationReasons(error) ?? [];
    if (mustBeThere && codes.at(-1) === 'ConditionalCheckFailed') return false;
    if (codes.slice(0, release.moves.length).includes('ConditionalCheckFailed')) return false;
    refuseFullWindows(codes.slice(release.moves.length), release.capWindows);
    throw error;
  }
}

/** Keeps as long as the notification what it is found by: under its user, and by its cancellation key. */
async function keepWhatLeadsToIt(table: Table, { id, userId, cancellationKey, expiresAt: was }: StoredNotification, until: Date) {
  const expiresAt = epochSeconds(until);
  if (expiresAt === was) return;
  const keys = [inboxItemKey(userId, id), ...(cancellationKey === undefined ? [] : [canceledTogetherKey(cancellationKey, id)])];
  await Promise.all(keys.map((key) => changeItem(table, { key, set: { expiresAt }, where: {} })));
}

type Move = ReleaseMove & Pick<MessageRecord, 'digest'> & { expiresAt: Date };

function toUpdate({ name: TableName }: Table, { notificationId, at }: Release, move: Move) {
  const { channel, heldUntil, status, dueAt, reason, address, detail, expiresAt: until } = move;
  const digest = status === 'digesting' ? move.digest && toStoredDigestName(move.digest) : undefined;
  const fields = assignments({ status, dueAt: dueAt?.toISOString(), reason, address, digest, expiresAt: epochSeconds(until) });
  return {
    Update: {
      TableName,
      Key: messageKey(notificationId, channel),
      UpdateExpression: `SET ${fields.set}, events = list_append(events, :events)`,
      ConditionExpression: '#status = :scheduled AND #dueAt = :heldUntil',
      ExpressionAttributeNames: { ...fields.names, '#dueAt': 'dueAt' },
      ExpressionAttributeValues: {
        ...fields.values,
        ':scheduled': 'scheduled',
        ':heldUntil': heldUntil.toISOString(),
        ':events': [{ status, at: at.toISOString(), detail }],
      },
    },
  };
}

function explain(
  { name: TableName }: Table,
  { id, explanation: read }: StoredNotification,
  { explanation, gathered, expiresAt }: Release & { expiresAt: Date },
) {
  const { batch, data, actor, goodUntil } = gathered ?? {};
  const told = {
    batch: batch && JSON.stringify(batch),
    data: data && JSON.stringify(data),
    actor,
    goodUntil: goodUntil?.toISOString(),
    expiresAt: epochSeconds(expiresAt),
  };
  const fields = assignments({ explanation: JSON.stringify(mergeExplanation(JSON.parse(read), explanation)), ...told });
  return {
    Update: {
      TableName,
      Key: notificationKey(id),
      UpdateExpression: `SET ${fields.set}`,
      ConditionExpression: '#explanation = :read',
      ExpressionAttributeNames: fields.names,
      ExpressionAttributeValues: { ...fields.values, ':read': read },
    },
  };
}
