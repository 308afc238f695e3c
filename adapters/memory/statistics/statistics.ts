import type { Statistics, StatisticsRow } from '../../../core/statistics/ports/statistics.ts';
import { addCounts, rowName } from '../../../core/statistics/rules/counts.ts';
import type { Checkpoint } from '../../../core/statistics/rules/cut-batch.ts';

/** Keeps statistics in memory. */
export function memoryStatistics(): Statistics {
  const checkpoints = new Map<string, Checkpoint>();
  const rows = new Map<string, StatisticsRow>();
  return {
    async checkpoint(shardId) {
      return checkpoints.get(shardId);
    },

    async add(shardId, { increments, checkpoint }, from) {
      const at = checkpoints.get(shardId);
      if (at?.through !== from?.through || at?.row !== from?.row) return false;

      checkpoints.set(shardId, checkpoint);
      for (const { row, counts } of increments) {
        const name = `${row.day}#${rowName(row)}`;
        rows.set(name, { row, counts: addCounts(rows.get(name)?.counts ?? {}, counts) });
      }
      return true;
    },

    async rowsOf(day) {
      return [...rows.values()].filter(({ row }) => row.day === day);
    },
  };
}
