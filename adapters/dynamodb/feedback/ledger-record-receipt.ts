import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Receipt, ReceiptRecorded } from '../../../core/feedback/ports/ledger.ts';
import { type Decided, decideReceipt } from '../../records/decide-receipt.ts';
import { messageKey } from '../delivery/keys.ts';
import { type StoredMessage, toMessage } from '../delivery/message-item.ts';
import { assignments } from '../table/assignments.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';

/**
 * Records what a provider told: one request reads the message, one conditional write records it. When the message moved in
 * between, it is decided again as it now stands.
 */
export async function recordReceipt(table: Table, receipt: Receipt): Promise<ReceiptRecorded> {
  const { name, client, now } = table;
  const key = messageKey(receipt.notificationId, receipt.channel);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  const stored = Item as StoredMessage | undefined;
  const message = stored && !hasExpired(stored, now()) ? toMessage(stored) : undefined;

  const decided = decideReceipt(message, stored?.heard ?? new Set(), receipt);
  if (!decided.write) return decided.outcome;
  const isWritten = await conditionHeld(client.send(toUpdate(table, receipt, decided, message?.status)));
  return isWritten ? 'recorded' : recordReceipt(table, receipt);
}

function toUpdate(
  { name }: Table,
  receipt: Receipt,
  { status, moves }: Decided & { write: true },
  readStatus: string | undefined,
) {
  const { notificationId, channel, id, at, reason, providerId, detail, billedUsd } = receipt;
  const fields = assignments(moves ? { status, reason, billedUsd } : { status, billedUsd });
  const isReasonGone = moves && reason === undefined; // a doubt that was given up with a reason is resolved after all
  const keepsId = providerId === undefined ? '' : ', providerId = if_not_exists(providerId, :providerId)';
  return new UpdateCommand({
    TableName: name,
    Key: messageKey(notificationId, channel),
    UpdateExpression:
      `SET ${fields.set}${keepsId}, events = list_append(events, :events) ` +
      `ADD heard :heard${isReasonGone ? ' REMOVE #reason' : ''}`,
    ConditionExpression: '#status = :readStatus AND NOT contains(heard, :id)',
    ExpressionAttributeNames: { ...fields.names, ...(isReasonGone && { '#reason': 'reason' }) },
    ExpressionAttributeValues: {
      ...fields.values,
      ':readStatus': readStatus,
      ...(providerId !== undefined && { ':providerId': providerId }),
      ':events': [{ status, at: at.toISOString(), detail }],
      ':heard': new Set([id]),
      ':id': id,
    },
  });
}
