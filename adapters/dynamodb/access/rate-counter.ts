import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RateCounter } from '../../../core/access/ports/access.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { rateKey } from './keys.ts';

/** Counts calls in the table, by one write however many come at once. Each window is an item of its own, which expires. */
export function dynamoRateCounter({ name: TableName, client }: Table): RateCounter {
  return {
    async count({ name, windowStart, windowSeconds, calls }) {
      const windowEnd = new Date(windowStart.getTime() + windowSeconds * 1000);
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: rateKey(name, windowStart),
          UpdateExpression: 'SET expiresAt = :expiresAt ADD calls :calls',
          ExpressionAttributeValues: { ':expiresAt': epochSeconds(windowEnd), ':calls': calls },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.calls);
    },
  };
}
