import type { Progress, Step } from '../../../core/delivery/ports/ledger.ts';
import { movesTo } from '../../../core/delivery/rules/message-status.ts';
import { contended } from '../table/contended.ts';
import { insist } from '../table/insist.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { changeItem } from '../table/write-statement.ts';
import { messageKey } from './keys.ts';
import type { StoredMessage } from './message-item.ts';

/**
 * Records a step in one write, as long as the fence holds and the status may move there. It is insisted on: were it forgotten what a
 * provider said, the send would be in doubt, and an e-mail sent again.
 */
export async function stepMessage(table: Table, step: Step): Promise<boolean> {
  if (movesTo(step.status).length === 0) return false;
  const write = () => contended('the message', () => record(table, step));
  return insist(async () => (await write()) || isRecorded(table, step));
}

/** Notes how far a message has come, in one write. It is insisted on as a step is, for the same reason. */
export async function noteOutcomes(table: Table, { notificationId, channel, fence, outcomes }: Progress): Promise<boolean> {
  const change = { key: messageKey(notificationId, channel), set: { outcomes }, where: { fence, status: 'sending' } };
  return insist(() => contended('the message', () => changeItem(table, change)));
}

function record(table: Table, { notificationId, channel, fence, status, at, reason, providerId, detail, outcomes }: Step) {
  const isTriedAgain = status === 'queued' || status === 'unknown';
  const change = {
    key: messageKey(notificationId, channel),
    set: { status, reason, providerId, outcomes, unknownSince: status === 'unknown' ? at.toISOString() : undefined },
    append: [{ status, at: at.toISOString(), detail }],
    remove: isTriedAgain ? 'leaseUntil' : undefined,
    where: { fence },
    whereIn: { status: movesTo(status) },
  };
  return changeItem(table, change, 'soon');
}

/** Whether this very step is there already: its answer may have been lost, and the client then asked once more. */
async function isRecorded(table: Table, { notificationId, channel, fence, status, at }: Step): Promise<boolean> {
  const stored = (await readItem(table, messageKey(notificationId, channel))) as StoredMessage | undefined;
  const last = stored?.events.at(-1);
  return stored?.fence === fence && last?.status === status && last.at === at.toISOString();
}
