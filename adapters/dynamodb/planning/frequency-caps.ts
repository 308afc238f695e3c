import { FrequencyCapReached } from '../../../core/errors.ts';
import type { FrequencyCapCounts } from '../../../core/planning/ports/frequency-caps.ts';
import type { CapWindow } from '../../../core/planning/rules/frequency-cap.ts';
import { batchGet } from '../table/batch-get.ts';
import type { Part } from '../table/part.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { frequencyCapKey } from './keys.ts';

/** How long a count is kept: longer than any window of a cap, as a user who flies west has an hour or a day again. */
const keptDays = 2;

/** How far users' frequency caps are used, in the table: a counter a window, under the user. */
export function dynamoFrequencyCaps(table: Table): FrequencyCapCounts {
  return {
    async usedUp(userId, capWindows) {
      const limited = capWindows.filter(({ most }) => most !== undefined);
      if (limited.length === 0) return [];
      const items = await batchGet(
        table,
        limited.map(({ window }) => frequencyCapKey(userId, window)),
      );
      const taken = new Map(items.map(({ sk, taken }) => [sk, Number(taken)]));
      const isFull = ({ window, most = 0 }: CapWindow) => (taken.get(frequencyCapKey(userId, window).sk) ?? 0) >= most;
      return limited.filter(isFull).map(({ window }) => window);
    },
  };
}

/** The transaction's parts that count in windows, each on condition that the window is not full, in their order. */
export function countInCapWindows(
  { name: TableName, now }: Table,
  userId: string,
  capWindows: readonly CapWindow[] = [],
): Part[] {
  const kept = new Date(now().getTime() + keptDays * 86_400_000);
  return capWindows.map(({ window, most, keptUntil = kept }) => ({
    Update: {
      TableName,
      Key: frequencyCapKey(userId, window),
      UpdateExpression: 'SET expiresAt = :expiresAt ADD taken :one',
      ...(most !== undefined && { ConditionExpression: 'attribute_not_exists(taken) OR taken < :most' }),
      ExpressionAttributeValues: {
        ':expiresAt': epochSeconds(keptUntil > kept ? keptUntil : kept),
        ':one': 1,
        ...(most !== undefined && { ':most': most }),
      },
    },
  }));
}

/**
 * Looks at what became of those parts of a transaction that was cancelled.
 * @throws FrequencyCapReached when a window was full; counts never go down, so that is final.
 */
export function refuseFullWindows(codes: readonly string[], capWindows: readonly CapWindow[] = []): void {
  const usedUp = capWindows.filter((_, index) => codes[index] === 'ConditionalCheckFailed');
  if (usedUp.length > 0) throw new FrequencyCapReached(usedUp.map(({ window }) => window));
}
