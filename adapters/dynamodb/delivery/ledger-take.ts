import { randomUUID } from 'node:crypto';
import type { FirstStep, Free } from '../../../core/delivery/ports/ledger.ts';
import { mayMove } from '../../../core/delivery/rules/message-status.ts';
import { contended } from '../table/contended.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { changeItem } from '../table/write-statement.ts';
import { messageKey } from './keys.ts';
import type { StoredMessage } from './message-item.ts';

/**
 * Takes a message in one write, on the condition that it is as it was found; answers the fence, or nothing when somebody has moved
 * it since. `holder` tells an attempt its own write: its answer may have been lost, and the client then asked once more.
 */
export async function takeMessage(table: Table, { fence: before, message }: Free, step: FirstStep): Promise<number | undefined> {
  const { status, at, detail, reason, bill, provider, leaseSeconds } = step;
  if (!mayMove(message.status, status)) return undefined;
  const fence = before + 1;
  const holder = randomUUID().slice(0, 8);
  const key = messageKey(message.notificationId, message.channel);
  const change = {
    key,
    set: {
      status,
      fence,
      holder,
      attempts: message.attempts + 1,
      reason,
      bill,
      provider,
      leaseUntil: status === 'sending' ? new Date(at.getTime() + leaseSeconds * 1000).toISOString() : undefined,
      unknownSince: status === 'unknown' ? at.toISOString() : undefined,
    },
    append: [{ status, at: at.toISOString(), detail }],
    where: { status: message.status, fence: before },
  };
  const isTaken = await contended('the message', () => changeItem(table, change));
  if (isTaken) return fence;
  const stored = (await readItem(table, key)) as StoredMessage | undefined;
  return stored?.fence === fence && stored.holder === holder ? fence : undefined;
}
