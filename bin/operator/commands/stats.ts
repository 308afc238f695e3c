import { type Command, Option } from 'commander';
import { counters } from '../../../contract/statistics/counters.ts';
import { dimensions, StatisticsAnswer, type StatisticsRow } from '../../../contract/statistics/statistics.ts';
import { Channel } from '../../../contract/values.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { findStack } from '../find-stack.ts';
import { printTable } from '../print-table.ts';
import { jsonOption, stageOption } from './options.ts';

const filters = ['from', 'to', 'by', 'tenant', 'workflow', 'category', 'channel', 'locale', 'experiment', 'variant'] as const;
type StatsOptions = { stage: string; json?: true } & { [Filter in (typeof filters)[number]]?: string };

/** Adds `stats`: what became of notifications, in numbers. */
export function addStats(program: Command): void {
  program
    .command('stats')
    .description('what became of notifications, in numbers')
    .addOption(stageOption())
    .option('--from <day>', 'the first day, in UTC; else 29 days before the last')
    .option('--to <day>', 'the last day, in UTC; else today')
    .option('--by <dimensions>', `what rows are told apart by: some of ${dimensions.join(', ')}`, 'day')
    .option('--tenant <id>', 'of this tenant')
    .option('--workflow <key>', 'of this workflow')
    .option('--category <category>', 'of this category')
    .addOption(new Option('--channel <channel>', 'of this channel').choices(Channel.options))
    .option('--locale <locale>', 'in this language')
    .option('--experiment <id>', 'in this experiment; with --by variant its variants are compared')
    .option('--variant <name>', 'of this variant')
    .addOption(jsonOption())
    .action(printStatistics);
}

async function printStatistics({ stage, json, ...options }: StatsOptions): Promise<void> {
  const given = filters.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]));
  const path = `/v1/statistics?${new URLSearchParams(given)}`;
  const found = await withStageApi(await findStack(stage), 'stats', (api) => api.find(StatisticsAnswer, path));
  if (found === undefined) throw new CannotDo(`stage ${stage} counts nothing yet; deploy it again with this version`);
  if (json) return console.log(JSON.stringify(found, undefined, 2));

  const { by, data, total, experiments = [] } = found;
  const names = (Object.keys(counters) as (keyof typeof counters)[]).filter((name) => total[name] > 0);
  const rows = [...data, total].map((row: StatisticsRow, index) => [
    ...by.map((dimension, column) => (index === data.length ? (column === 0 ? 'total' : '') : nameOf(dimension, row))),
    ...names.map((name) => String(row[name])),
    row.delivery_seconds === undefined ? '' : `${row.delivery_seconds.p50} s, ${row.delivery_seconds.p95} s`,
    row.cost_usd.toFixed(4),
  ]);
  printTable([...by, ...names, 'p50, p95', 'USD'], rows);
  for (const { text, variants } of experiments) console.log(['', text, ...variants.map((each) => `  ${each.text}`)].join('\n'));
}

/** What a row counts is of no tenant: the stage's own. */
function nameOf(dimension: (typeof dimensions)[number], row: StatisticsRow): string {
  return row[dimension] ?? (dimension === 'tenant' ? "(the stage's own)" : '');
}
