import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DigestEnd, DigestedMessage, DigestRef } from '../../../core/digests/ports/digests.ts';
import { mayBeRedriven } from '../../../core/digests/rules/follow-digest.ts';
import { messageKey } from '../delivery/keys.ts';
import { assignments } from '../table/assignments.ts';
import { cancellations, contended } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import type { Part } from './digest-entry.ts';
import { digestEntryKey, digestStateKey } from './keys.ts';

/** How many messages one transaction ends: each takes two parts, and a transaction takes a hundred. */
const entriesPerTransaction = 50;

/** Canceling has no more to say than that. */
type End = Omit<DigestEnd, 'detail'> & { detail?: string };

/** Ends the messages of entries and removes these, fifty at once; where one stands in the way, one by one. */
export async function completeEntries(
  table: Table,
  digest: DigestRef,
  messages: readonly DigestedMessage[],
  end: DigestEnd,
): Promise<void> {
  for (let start = 0; start < messages.length; start += entriesPerTransaction) {
    const batch = messages.slice(start, start + entriesPerTransaction);
    if (await completeAll(table, digest, batch, end)) continue;
    await Promise.all(
      batch.map(async (message) => {
        if (await completeAll(table, digest, [message], end)) return;
        if (!mayBeRedriven(end)) await write(table, [removeEntry(table, digest, message)]); // the message has ended otherwise, or is gone
      }),
    );
  }
}

/** Takes a message out of a digest that is still open: one transaction, against the one write that closes it. */
export async function withdrawEntry(table: Table, message: DigestedMessage, from: DigestRef, end: End): Promise<boolean> {
  const isOpen: Part = {
    ConditionCheck: {
      TableName: table.name,
      Key: digestStateKey(from.userId, from.frequency),
      ConditionExpression: '#number = :number AND attribute_exists(dueAt)',
      ExpressionAttributeNames: { '#number': 'number' },
      ExpressionAttributeValues: { ':number': from.number },
    },
  };
  return contended('the digest', () =>
    write(table, [endMessage(table, message, end), isOpen, removeEntry(table, from, message)]),
  );
}

function completeAll(table: Table, digest: DigestRef, messages: readonly DigestedMessage[], end: DigestEnd): Promise<boolean> {
  const stays = mayBeRedriven(end);
  const parts = messages.flatMap((message) => [
    endMessage(table, message, end),
    ...(stays ? [] : [removeEntry(table, digest, message)]),
  ]);
  return contended('the digest', () => write(table, parts));
}

/** Answers whether every condition held. */
async function write(table: Table, parts: Part[]): Promise<boolean> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: parts }));
    return true;
  } catch (error) {
    if (cancellations(error)?.includes('ConditionalCheckFailed')) return false;
    throw error;
  }
}

/** Ends a message that waits, or one that was given up and now ends otherwise. */
function endMessage(
  { name: TableName }: Table,
  { notificationId, channel }: DigestedMessage,
  { status, reason, detail, at }: End,
): Part {
  const fields = assignments({ status, reason });
  const isLast = !mayBeRedriven({ status, reason });
  return {
    Update: {
      TableName,
      Key: messageKey(notificationId, channel),
      UpdateExpression: `SET ${fields.set}, events = list_append(events, :events)${reason === undefined ? ' REMOVE #reason' : ''}`,
      ConditionExpression: `#status = :digesting${isLast ? ' OR (#status = :failed AND #reason = :gaveUp)' : ''}`,
      ExpressionAttributeNames: { ...fields.names, '#reason': 'reason' },
      ExpressionAttributeValues: {
        ...fields.values,
        ':digesting': 'digesting',
        ...(isLast && { ':failed': 'failed', ':gaveUp': 'gave_up' }),
        ':events': [{ status, at: at.toISOString(), detail }],
      },
    },
  };
}

function removeEntry(
  { name: TableName }: Table,
  digest: DigestRef,
  { notificationId }: Pick<DigestedMessage, 'notificationId'>,
): Part {
  return { Delete: { TableName, Key: digestEntryKey(digest, notificationId) } };
}
