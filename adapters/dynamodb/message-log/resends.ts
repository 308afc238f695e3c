import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Resends } from '../../../core/message-log/ports/resends.ts';
import { notificationKey } from '../delivery/keys.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';

/** Keeps in the table as what notifications were sent again. */
export function dynamoResends(table: Table): Resends {
  return { note: (note) => noteResend(table, note) };
}

/** Writes on the condition that nobody has noted another one since it was read. */
function noteResend(
  { name, client }: Table,
  { notificationId, resend: { id, at, channels }, after }: Parameters<Resends['note']>[0],
): Promise<boolean> {
  const isAsRead = after === 0 ? 'attribute_not_exists(resentAs)' : 'size(resentAs) = :after';
  return conditionHeld(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: notificationKey(notificationId),
        UpdateExpression: 'SET resentAs = list_append(if_not_exists(resentAs, :none), :more)',
        ConditionExpression: `attribute_exists(explanation) AND ${isAsRead}`,
        ExpressionAttributeValues: {
          ':none': [],
          ':more': [{ id, at: at.toISOString(), channels }],
          ...(after > 0 && { ':after': after }),
        },
      }),
    ),
  );
}
