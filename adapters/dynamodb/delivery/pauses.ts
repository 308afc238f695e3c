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
      if (Item?.why === undefined) return undefined;
      const { why, until, since } = Item;
      return { why, ...(until ? { until: new Date(until) } : since && { since: new Date(since) }) };
    },

    async pause(queue, { until, why, since }) {
      const at = until ?? since; // no mark has both
      await client.send(
        new UpdateCommand({
          TableName,
          Key: pauseKey(queue),
          UpdateExpression: `SET why = :why${at ? `, ${until ? '#until' : 'since'} = :at` : ''} REMOVE ${until ? 'since' : '#until'}`,
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':why': why, ':at': at?.toISOString() },
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
          UpdateExpression: 'REMOVE #until, since, why',
          ExpressionAttributeNames: { '#until': 'until' },
        }),
      );
    },
  };
}
