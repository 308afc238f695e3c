import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DigestEnd, DigestedMessage, DigestRef } from '../../../core/digests/ports/digests.ts';
import { messageKey } from '../delivery/keys.ts';
import { assignments } from '../table/assignments.ts';
import { cancellationReasons, contended } from '../table/contended.ts';
import type { Part } from '../table/part.ts';
import type { Table } from '../table/table.ts';
import { digestEntryKey, digestStateKey } from './keys.ts';

/** Canceling has no more to say than that. */
type End = Omit<DigestEnd, 'detail'>;

/**
 * Takes a message out of a digest that is still open: one transaction, against the one write that closes it. Answers false when it
 * is closed, or the message does not wait any more.
 */
export async function withdrawEntry(
  table: Table,
  message: DigestedMessage,
  { from, end }: { from: DigestRef; end: End },
): Promise<boolean> {
  const { name: TableName } = table;
  const isOpen: Part = {
    ConditionCheck: {
      TableName,
      Key: digestStateKey(from.userId, from.frequency),
      ConditionExpression: '#number = :number AND attribute_exists(dueAt)',
      ExpressionAttributeNames: { '#number': 'number' },
      ExpressionAttributeValues: { ':number': from.number },
    },
  };
  const removed: Part = { Delete: { TableName, Key: digestEntryKey(from, message.notificationId) } };
  return contended('the digest', () => write(table, [endMessage(table, message, end), isOpen, removed]));
}

/** Answers whether every condition held. */
async function write(table: Table, parts: Part[]): Promise<boolean> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: parts }));
    return true;
  } catch (error) {
    if (cancellationReasons(error)?.includes('ConditionalCheckFailed')) return false;
    throw error;
  }
}

function endMessage({ name: TableName }: Table, { notificationId, channel }: DigestedMessage, { status, reason, at }: End): Part {
  const fields = assignments({ status, reason });
  return {
    Update: {
      TableName,
      Key: messageKey(notificationId, channel),
      UpdateExpression: `SET ${fields.set}, events = list_append(events, :events)`,
      ConditionExpression: '#status = :digesting',
      ExpressionAttributeNames: fields.names,
      ExpressionAttributeValues: {
        ...fields.values,
        ':digesting': 'digesting',
        ':events': [{ status, at: at.toISOString() }],
      },
    },
  };
}
