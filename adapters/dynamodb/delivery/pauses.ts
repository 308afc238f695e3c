import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Parked, Parking } from '../../../core/delivery/ports/pauses.ts';
import { conditionHeld } from '../table/condition-held.ts';
import { parkingKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** Parking in the table: one item a road, which has no `why` while the road is open. A mark may be seen a moment late. */
export function dynamoParking({ name: TableName, client }: Table): Parking {
  return {
    async find(road) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: parkingKey(road) }));
      return Item?.why === undefined ? undefined : { why: Item.why, ...(Item.until && { until: new Date(Item.until) }) };
    },

    async park(road, { until, why }) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: parkingKey(road),
          UpdateExpression: until === undefined ? 'SET why = :why REMOVE #until' : 'SET why = :why, #until = :until',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':why': why, ':until': until?.toISOString() },
        }),
      );
    },

    async putOff(road, seen: Parked, until) {
      if (seen.until === undefined) return false;
      return conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: parkingKey(road),
            UpdateExpression: 'SET #until = :until',
            ConditionExpression: '#until = :seen',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':until': until.toISOString(), ':seen': seen.until.toISOString() },
          }),
        ),
      );
    },

    async lift(road) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: parkingKey(road),
          UpdateExpression: 'REMOVE #until, why',
          ExpressionAttributeNames: { '#until': 'until' },
        }),
      );
    },
  };
}
