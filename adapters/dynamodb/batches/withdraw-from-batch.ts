import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BatchRef } from '../../../core/batches/rules/open-batch.ts';
import { canceledEvent } from '../../records/cancel-message.ts';
import { messageKey } from '../delivery/keys.ts';
import type { StoredMessage } from '../delivery/message-item.ts';
import { conditionHeld } from '../table/condition-held.ts';
import { cancellationReasons, contended } from '../table/contended.ts';
import type { Part } from '../table/part.ts';
import type { Table } from '../table/table.ts';
import { batchEntryKey, openBatchKey } from './keys.ts';

/**
 * Takes a notification out of a batch that is still open, and ends its messages as canceled: one transaction, against the one write that closes the batch.
 * Answers false when it is closed, or somebody else has withdrawn it.
 */
export function withdrawFromBatch(
  table: Table,
  messages: readonly StoredMessage[],
  { ref, batchId, at }: { ref: BatchRef; batchId: string; at: Date },
): Promise<boolean> {
  const { name: TableName, client } = table;
  const [notificationId = ''] = messages.map((message) => message.notificationId);
  const counted: Part = {
    Update: {
      TableName,
      Key: openBatchKey(ref),
      UpdateExpression: 'ADD taken :less',
      ConditionExpression: 'batchId = :id',
      ExpressionAttributeValues: { ':id': batchId, ':less': -1 },
    },
  };
  const Key = batchEntryKey(ref.userId, batchId, notificationId);
  const removed: Part = { Delete: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' } };
  const ended = messages.map(({ channel }) => endAsCanceled(TableName, { notificationId, channel, at }));
  return contended('the batch', async () => {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [counted, removed, ...ended] }));
      return true;
    } catch (error) {
      if (cancellationReasons(error)?.includes('ConditionalCheckFailed')) return false;
      throw error;
    }
  });
}

/** Closes a batch from which all was withdrawn: nothing joins it from then on. Answers false when something is in it, or it is closed. */
export function closeIfEmpty({ name: TableName, client }: Table, ref: BatchRef, id: string): Promise<boolean> {
  const isEmpty = {
    ConditionExpression: 'batchId = :id AND taken <= :none',
    ExpressionAttributeValues: { ':id': id, ':none': 0 },
  };
  return conditionHeld(client.send(new DeleteCommand({ TableName, Key: openBatchKey(ref), ...isEmpty })));
}

function endAsCanceled(
  TableName: string,
  { notificationId, channel, at }: Pick<StoredMessage, 'notificationId' | 'channel'> & { at: Date },
): Part {
  return {
    Update: {
      TableName,
      Key: messageKey(notificationId, channel),
      UpdateExpression: 'SET #status = :canceled, #reason = :canceled, events = list_append(events, :events)',
      ConditionExpression: '#status = :skipped AND #reason = :batched',
      ExpressionAttributeNames: { '#status': 'status', '#reason': 'reason' },
      ExpressionAttributeValues: {
        ':canceled': 'canceled',
        ':skipped': 'skipped',
        ':batched': 'batched',
        ':events': [canceledEvent(at)],
      },
    },
  };
}
