import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Claim, ClaimRequest } from '../../../core/delivery/ports/ledger.ts';
import { decideClaim, lapsedDetail, revivedDetail } from '../../records/decide-claim.ts';
import { batchGet } from '../table/batch-get.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { messageKey, notificationKey } from './keys.ts';
import { type StoredMessage, type StoredNotification, toClaimable, toMessage, toNotification } from './message-item.ts';

/**
 * Claims a message: one request reads it with its notification, one conditional write takes it. Whoever loses that race
 * decides again on what the winner left.
 */
export async function claimMessage(table: Table, asked: ClaimRequest): Promise<Claim> {
  const items = await batchGet(table, [notificationKey(asked.notificationId), messageKey(asked.notificationId, asked.channel)]);
  const notification = items.find(({ sk }) => sk === 'META') as StoredNotification | undefined;
  const message = items.find(({ sk }) => sk !== 'META') as StoredMessage | undefined;
  if (notification === undefined || message === undefined || hasExpired(message, table.now())) return { outcome: 'missing' };

  const decided = decideClaim(toClaimable(message), asked);
  switch (decided.verdict) {
    case 'finished':
      return { outcome: 'finished' };
    case 'busy':
      return { outcome: 'busy', afterSeconds: decided.afterSeconds };
    case 'lapsed':
      await becomeUnknown(table, asked, message);
      return { outcome: 'busy', afterSeconds: asked.ambiguousWaitSeconds };
    case 'given-up':
      await revive(table, asked, message);
      return claimMessage(table, asked);
    case 'free': {
      const taken = await take(table, asked, message);
      if (taken === undefined) return claimMessage(table, asked);
      return { outcome: 'yours', fence: taken.fence, message: toMessage(taken), notification: toNotification(notification) };
    }
    default:
      return decided satisfies never;
  }
}

/** The message with its new fence and one more attempt, or nothing when another was faster. */
async function take(table: Table, { leaseSeconds, now }: ClaimRequest, read: StoredMessage): Promise<StoredMessage | undefined> {
  const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000).toISOString();
  const taken = { ...read, fence: read.fence + 1, attempts: read.attempts + 1 };
  const isTaken = await writeIfAsRead(table, read, {
    UpdateExpression: 'SET leaseUntil = :leaseUntil, fence = :nextFence, attempts = :attempts',
    ExpressionAttributeValues: { ':leaseUntil': leaseUntil, ':nextFence': taken.fence, ':attempts': taken.attempts },
  });
  return isTaken ? taken : undefined;
}

/** Makes what was given up as if it were new, but for its timeline. Whoever does it decides again on what has come of it, and claims that. */
async function revive(table: Table, { now }: ClaimRequest, read: StoredMessage): Promise<void> {
  const event = { status: 'queued', at: now.toISOString(), detail: revivedDetail };
  await writeIfAsRead(table, read, {
    UpdateExpression: 'SET #status = :queued, events = list_append(events, :events) REMOVE #reason, leaseUntil',
    ExpressionAttributeNames: { '#reason': 'reason' },
    ExpressionAttributeValues: { ':queued': 'queued', ':events': [event] },
  });
}

/** The fence stays: should the attempt that holds it still be alive, its answer is the best that can come. */
async function becomeUnknown(table: Table, { now }: ClaimRequest, read: StoredMessage): Promise<void> {
  const at = now.toISOString();
  await writeIfAsRead(table, read, {
    UpdateExpression: 'SET #status = :unknown, unknownSince = :at, events = list_append(events, :events) REMOVE leaseUntil',
    ExpressionAttributeValues: { ':unknown': 'unknown', ':at': at, ':events': [{ status: 'unknown', at, detail: lapsedDetail }] },
  });
}

function writeIfAsRead(
  { name, client }: Table,
  read: StoredMessage,
  update: Pick<UpdateCommandInput, 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>,
): Promise<boolean> {
  return conditionHeld(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: messageKey(read.notificationId, read.channel),
        UpdateExpression: update.UpdateExpression,
        ConditionExpression: '#status = :readStatus AND fence = :readFence',
        ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#status': 'status' },
        ExpressionAttributeValues: {
          ...update.ExpressionAttributeValues,
          ':readStatus': read.status,
          ':readFence': read.fence,
        },
      }),
    ),
  );
}
