import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { MessageStatus } from '../../../contract/values.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { movesTo } from '../../../core/delivery/rules/message-status.ts';
import type { Receipt, ReceiptRecorded } from '../../../core/feedback/ports/ledger.ts';
import { type Decided, decideReceipt } from '../../records/decide-receipt.ts';
import { messageKey } from '../delivery/keys.ts';
import { type StoredMessage, toMessage } from '../delivery/message-item.ts';
import { assignments } from '../table/assignments.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';

/** What the message must still be for a receipt to be written without reading it, or as it was read. */
type Expected = { statuses: readonly MessageStatus[]; address?: string | undefined };

/**
 * Records what a provider told. What is expected to be news is one conditional write; what most often is none, that a message
 * was sent, is one read that may be a moment old. Whatever either finds otherwise is decided by what is read afresh.
 */
export async function recordReceipt(table: Table, receipt: Receipt): Promise<ReceiptRecorded> {
  const { status } = receipt;
  if (status === undefined) return decideAndRecord(table, receipt);
  if (status === 'sent') {
    const { message, heard } = await read(table, receipt, { fresh: false });
    const decided = decideReceipt(message, heard, receipt);
    // a message that was sent may have gone further since, but never back
    return message?.status === 'sent' && !decided.write ? decided.outcome : decideAndRecord(table, receipt);
  }
  const expected = { statuses: movesTo(status), address: receipt.address };
  const isWritten = await conditionHeld(
    table.client.send(toUpdate(table, receipt, { write: true, status, moves: true }, expected)),
  );
  return isWritten ? 'recorded' : decideAndRecord(table, receipt);
}

/** One request reads the message, one conditional write records the receipt. When the message moved in between, it is decided again. */
async function decideAndRecord(table: Table, receipt: Receipt): Promise<ReceiptRecorded> {
  const { message, heard } = await read(table, receipt, { fresh: true });
  const decided = decideReceipt(message, heard, receipt);
  if (!decided.write) return decided.outcome;
  const statuses = message === undefined ? [] : [message.status];
  const isWritten = await conditionHeld(table.client.send(toUpdate(table, receipt, decided, { statuses })));
  return isWritten ? 'recorded' : decideAndRecord(table, receipt);
}

async function read(
  { name, client, now }: Table,
  { notificationId, channel }: Receipt,
  { fresh }: { fresh: boolean },
): Promise<{ message: MessageRecord | undefined; heard: ReadonlySet<string> }> {
  const Key = messageKey(notificationId, channel);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: fresh }));
  const stored = Item as StoredMessage | undefined;
  const isThere = stored !== undefined && !hasExpired(stored, now());
  return { message: isThere ? toMessage(stored) : undefined, heard: stored?.heard ?? new Set() };
}

function toUpdate({ name, now }: Table, receipt: Receipt, { status, moves }: Decided & { write: true }, expected: Expected) {
  const { notificationId, channel, id, at, reason, providerId, detail, engagement, billedUsd } = receipt;
  const fields = assignments(moves ? { status, reason, billedUsd } : { status, billedUsd });
  const isReasonGone = moves && reason === undefined; // a doubt that was given up with a reason is resolved after all
  const keepsId = providerId === undefined ? '' : ', providerId = if_not_exists(providerId, :providerId)';
  const from = Object.fromEntries(expected.statuses.map((each) => [`:from_${each}`, each]));
  const isSentTo = expected.address === undefined ? '' : ' AND address = :address';
  return new UpdateCommand({
    TableName: name,
    Key: messageKey(notificationId, channel),
    UpdateExpression:
      `SET ${fields.set}${keepsId}, events = list_append(events, :events) ` +
      `ADD heard :heard${isReasonGone ? ' REMOVE #reason' : ''}`,
    ConditionExpression: `#status IN (${Object.keys(from).join(', ')}) AND NOT contains(heard, :id) AND expiresAt > :now${isSentTo}`,
    ExpressionAttributeNames: { ...fields.names, ...(isReasonGone && { '#reason': 'reason' }) },
    ExpressionAttributeValues: {
      ...fields.values,
      ...from,
      ...(providerId !== undefined && { ':providerId': providerId }),
      ...(expected.address !== undefined && { ':address': expected.address }),
      ':now': now().getTime() / 1000,
      ':events': [{ status, at: at.toISOString(), detail, engagement }],
      ':heard': new Set([id]),
      ':id': id,
    },
  });
}
