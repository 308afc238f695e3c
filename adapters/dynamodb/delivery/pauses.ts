import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Pause, Pauses } from '../../../core/delivery/ports/pauses.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { pauseKey } from './keys.ts';

/** Pauses in the table: one item a queue, which has no `why` while the queue is open. A mark may be seen a moment late. */
export function dynamoPauses({ name: TableName, client }: Table): Pauses {
  return {
    async find(queue) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: pauseKey(queue) }));
      return Item?.why === undefined ? undefined : { why: Item.why, ...(Item.until && { until: new Date(Item.until) }) };
    },

    async pause(queue, { until, why }) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: pauseKey(queue),
          UpdateExpression: until === undefined ? 'SET why = :why REMOVE #until' : 'SET why = :why, #until = :until',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':why': why, ':until': until?.toISOString() },
        }),
      );
    },

    async postpone(queue, seen: Pause, until) {
      if (seen.until === undefined) return false;
      return conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: pauseKey(queue),
            UpdateExpression: 'SET #until = :until',
            ConditionExpression: '#until = :seen',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':until': until.toISOString(), ':seen': seen.until.toISOString() },
          }),
        ),
      );
    },

    async resume(queue) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: pauseKey(queue),
          UpdateExpression: 'REMOVE #until, why',
          ExpressionAttributeNames: { '#until': 'until' },
        }),
      );
    },
  };
}
