import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Step } from '../../../core/delivery/ports/ledger.ts';
import { movesTo } from '../../../core/delivery/rules/message-status.ts';
import { assignments } from '../table/assignments.ts';
import { conditionHeld } from '../table/condition-held.ts';
import { insist } from '../table/insist.ts';
import type { Table } from '../table/table.ts';
import { messageKey } from './keys.ts';
import type { StoredMessage } from './message-item.ts';

/**
 * Records a step in one write, as long as the fence holds and the status may move there. What a provider said is insisted on: were
 * it forgotten, the send would be in doubt, and an e-mail sent again.
 */
export async function stepMessage(table: Table, step: Step): Promise<boolean> {
  if (movesTo(step.status).length === 0) return false;
  return step.status === 'sending' ? record(table, step) : insist(() => record(table, step));
}

async function record(table: Table, step: Step): Promise<boolean> {
  return (await conditionHeld(table.client.send(toUpdate(table, step)))) || isRecorded(table, step);
}

function toUpdate({ name }: Table, { notificationId, channel, fence, status, at, reason, providerId, detail, bill }: Step) {
  const unknownSince = status === 'unknown' ? at.toISOString() : undefined;
  const fields = assignments({ status, reason, providerId, unknownSince, bill });
  const before = movesTo(status).map((from, index) => [`:from${index}`, from] as const);
  const remove = [...(status === 'sending' ? [] : ['leaseUntil']), ...(reason === undefined ? ['#reason'] : [])];
  const removal = remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : '';
  return new UpdateCommand({
    TableName: name,
    Key: messageKey(notificationId, channel),
    UpdateExpression: `SET ${fields.set}, events = list_append(events, :events)${removal}`,
    ConditionExpression: `fence = :fence AND #status IN (${before.map(([key]) => key).join(', ')})`,
    ExpressionAttributeNames: { ...fields.names, '#reason': 'reason' },
    ExpressionAttributeValues: {
      ...fields.values,
      ...Object.fromEntries(before),
      ':fence': fence,
      ':events': [{ status, at: at.toISOString(), detail }],
    },
  });
}

/** Whether this very step is there already: its answer may have been lost, and the client then asked once more. */
async function isRecorded({ name, client }: Table, { notificationId, channel, fence, status, at }: Step): Promise<boolean> {
  const key = messageKey(notificationId, channel);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  const stored = Item as StoredMessage | undefined;
  const last = stored?.events.at(-1);
  return stored?.fence === fence && last?.status === status && last.at === at.toISOString();
}
