import { setTimeout as sleep } from 'node:timers/promises';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RateLimiter, RateLine } from '../../../core/delivery/ports/rate-limiter.ts';
import { grantPermits, type RateState } from '../../../core/delivery/rules/rate-limit.ts';
import { RetryableError } from '../../../core/errors.ts';
import { assignments } from '../table/assignments.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { rateLimiterKey } from './keys.ts';

const attempts = 12;
const longestPauseMs = 30;

/** What this worker wrote last, and whether nobody else seems to have reserved since. */
type Remembered = { state: RateState; isAlone: boolean };

/**
 * Gives out permits by the table, which has one item for each provider. A reservation is one conditional write for a worker that is alone;
 * where others reserve too there is a read before it. A write whose answer was lost loses its permits, and gives nobody the same.
 */
export function dynamoRateLimiter(table: Table): RateLimiter {
  const remembered = new Map<RateLine, Remembered>();

  return {
    async reserve(line, request) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const last = remembered.get(line);
        const looks = attempt > 0 || !last?.isAlone;
        const state = looks ? await read(table, line) : last.state;
        const { grant, next } = grantPermits(state, { ...request, nowMs: table.now().getTime() });
        if (next !== undefined && (await replace(table, line, state, next))) {
          remembered.set(line, { state: next, isAlone: state === undefined || state.freeAtMs === last?.state.freeAtMs });
          return grant;
        }
        if (next === undefined && looks) return grant; // nobody is turned away by what may have passed
        if (attempt > 0) await sleep(Math.random() * longestPauseMs); // contenders part
      }
      throw new RetryableError(`other workers were faster ${attempts} times in a row at reserving permits to send`);
    },
  };
}

async function read({ name, client }: Table, line: RateLine): Promise<RateState | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: rateLimiterKey(line), ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const { freeAtMs, transactionalAtMs, perSecond } = Item as RateState;
  return {
    freeAtMs,
    ...(transactionalAtMs !== undefined && { transactionalAtMs }),
    ...(perSecond !== undefined && { perSecond }),
  };
}

/** The instant up to which permits are given out only moves forward, so it tells whether anybody has reserved in between. */
function replace({ name, client }: Table, line: RateLine, from: RateState | undefined, to: RateState): Promise<boolean> {
  const fields = assignments(to);
  return conditionHeld(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: rateLimiterKey(line),
        UpdateExpression: `SET ${fields.set}`,
        ConditionExpression: from === undefined ? 'attribute_not_exists(pk)' : '#freeAtMs = :read',
        ExpressionAttributeNames: fields.names,
        ExpressionAttributeValues: { ...fields.values, ...(from !== undefined && { ':read': from.freeAtMs }) },
      }),
    ),
  );
}
