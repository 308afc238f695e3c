import { type Counter, counters } from '../../../contract/statistics/counters.ts';
import {
  type Dimension,
  dimensions,
  type StatisticsAnswer,
  type StatisticsRow,
} from '../../../contract/statistics/statistics.ts';
import { addCounts, type Counts, none, type Row } from './counts.ts';
import { type Histogram, percentile, timesIn } from './histogram.ts';

type Stored = { row: Row; counts: Counts };

/** Adds up the rows that are alike in these dimensions; they come in the order of them. */
export function groupRows(rows: readonly Stored[], by: readonly Dimension[]): StatisticsRow[] {
  const asked = dimensions.filter((dimension) => by.includes(dimension));
  const groups = Map.groupBy(rows, ({ row }) => asked.map((dimension) => row[dimension]).join('#'));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, alike]) => {
      const of = asked.flatMap((dimension) => {
        const value = alike[0]?.row[dimension] ?? none;
        return value === none ? [] : [[dimension, value]];
      });
      return { ...Object.fromEntries(of), ...sumUp(alike) };
    });
}

/** What rows come to, as it is answered. */
export function sumUp(rows: readonly Stored[]): StatisticsAnswer['total'] {
  const sum = addCounts(...rows.map(({ counts }) => counts));
  const times = histogramIn(sum);
  const count = timesIn(times);
  const at = (share: number) => Number((percentile(times, share) ?? 0).toPrecision(3));
  return {
    ...(Object.fromEntries(Object.keys(counters).map((name) => [name, sum[name as Counter] ?? 0])) as Record<Counter, number>),
    ...(count > 0 && { delivery_seconds: { count, p50: at(0.5), p95: at(0.95) } }),
    cost_usd: (sum.costMicroUsd ?? 0) / 1e6,
  };
}

function histogramIn(counts: Counts): Histogram {
  const buckets = Object.entries(counts).filter(([name]) => /^t\d+$/.test(name));
  return Object.fromEntries(buckets.map(([name, count]) => [name.slice(1), count ?? 0]));
}
