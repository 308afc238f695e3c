import { type Row, rowName } from '../../../core/statistics/rules/counts.ts';
import type { Key } from '../table/key.ts';

/** Names a row of statistics. */
export function statisticsKey({ day, ...row }: Row): Key {
  return { pk: statisticsPartition(day), sk: rowName(row) };
}

/** Names the partition that holds all rows of a day. */
export function statisticsPartition(day: string): string {
  return `STATS#${day}`;
}

/** Where it is noted how far a shard of the stream is counted. */
export function countedKey(shardId: string): Key {
  return { pk: `COUNTED#${shardId}`, sk: '-' };
}
