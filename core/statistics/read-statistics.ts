import {
  type Dimension,
  dimensions,
  mostDays,
  type StatisticsAnswer,
  type StatisticsQuery,
} from '../../contract/statistics/statistics.ts';
import { Refused } from '../errors.ts';
import type { Tenant } from '../tenants/rules/owned.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Statistics, StatisticsRow } from './ports/statistics.ts';
import { compareExperiments, type WorkflowExperiment } from './rules/compare-experiments.ts';
import { rowLocale } from './rules/counts.ts';
import { groupRows, sumUp } from './rules/group-rows.ts';
import { dayOf } from './rules/notification-day.ts';

export type ReadStatisticsDeps = {
  statistics: Pick<Statistics, 'rowsOf'>;
  now: Now;
  isOn: boolean;
  experiments: () => readonly WorkflowExperiment[];
};

const dayMs = 86_400_000;
const usualDays = 30;
const daysAtOnce = 25;

/**
 * Reads the rows of some days, a query for each, and adds them up.
 * @throws Refused `statistics_off` where nothing is counted, `query_invalid` for days that are too many or the wrong way round.
 */
export async function readStatistics(
  { from, to, by, format, locale, ...others }: Omit<StatisticsQuery, 'tenant'> & { tenant?: Tenant },
  { statistics, now, isOn, experiments }: ReadStatisticsDeps,
): Promise<StatisticsAnswer> {
  if (!isOn)
    throw new Refused('statistics_off', 'nothing is counted, as the stack was not told the stream of its table: tableStreamArn');
  const last = to ?? dayOf(now());
  const first = from ?? dayOf(new Date(new Date(last).getTime() - (usualDays - 1) * dayMs));
  const days = daysBetween(first, last);
  const only = { ...others, locale: locale && rowLocale(locale) };

  const all: StatisticsRow[] = [];
  for (let start = 0; start < days.length; start += daysAtOnce) {
    const some = await Promise.all(days.slice(start, start + daysAtOnce).map((day) => statistics.rowsOf(day)));
    all.push(...some.flat());
  }
  const rows = all.filter(({ row }) => isWanted(row, only));
  const asked = by.split(',') as Dimension[];
  const told = dimensions.filter((dimension) => asked.includes(dimension));
  const answer = { from: first, to: last, by: told, data: groupRows(rows, told), total: sumUp(rows) };
  const isOfOne = only.workflow !== undefined || only.experiment !== undefined;
  if (!told.includes('variant') || !isOfOne) return answer;
  const { variant: _variant, channel: _channel, ...whole } = only; // all variants, on the channel of the goal
  const comparable = all.filter(({ row }) => isWanted(row, whole));
  return { ...answer, experiments: compareExperiments(comparable, whole, experiments()) };
}

function daysBetween(first: string, last: string): string[] {
  const count = Math.round((new Date(last).getTime() - new Date(first).getTime()) / dayMs) + 1;
  if (count < 1) throw refuse('?from', `must not be after to, which is ${last}`);
  if (count > mostDays) throw refuse('?from', `must be at most ${mostDays} days before to, which is ${last}`);
  return Array.from({ length: count }, (_, n) => dayOf(new Date(new Date(first).getTime() + n * dayMs)));
}

function refuse(pointer: string, detail: string): Refused {
  return new Refused('query_invalid', 'a query parameter is wrong', { places: [{ pointer, detail }] });
}

function isWanted(row: StatisticsRow['row'], only: Partial<Record<keyof StatisticsRow['row'], string | undefined>>): boolean {
  return Object.entries(only).every(([name, value]) => value === undefined || row[name as keyof typeof row] === value);
}
