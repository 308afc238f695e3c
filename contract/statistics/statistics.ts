import * as z from 'zod';
import { TenantId } from '../tenants/tenant-id.ts';
import { Category, Channel, ExperimentId, Locale, VariantName, WorkflowKey } from '../values.ts';
import { Comparison } from './comparison.ts';
import { type Counter, counters } from './counters.ts';

/** What rows can be told apart by, in the order in which pages show them. */
export const dimensions = ['day', 'tenant', 'workflow', 'category', 'channel', 'locale', 'experiment', 'variant'] as const;
export type Dimension = (typeof dimensions)[number];

/** How many days one call reads at most: a year, and the month to compare it with. Each is a query. */
export const mostDays = 400;

/** A day in UTC. */
const Day = z.iso.date().meta({ example: '2026-11-22' });

const oneDimension = `(?:${dimensions.join('|')})`;

/** Which statistics to read. */
export const StatisticsQuery = z.strictObject({
  from: Day.optional().meta({ description: 'The first day, UTC; absent: 29 days before `to`' }),
  to: Day.optional().meta({ description: `The last day, UTC; absent: today. ${mostDays} days at most` }),
  by: z
    .string()
    .regex(new RegExp(`^${oneDimension}(?:,${oneDimension})*$`), `must be some of ${dimensions.join(', ')}, joined by commas`)
    .default('day')
    .meta({ example: 'day,channel', description: `What rows are told apart by: some of ${dimensions.join(', ')}` }),
  tenant: TenantId.optional(),
  workflow: WorkflowKey.optional(),
  category: Category.optional(),
  channel: Channel.optional(),
  locale: Locale.optional(),
  experiment: ExperimentId.optional(),
  variant: VariantName.optional(),
  format: z
    .enum(['json', 'csv'])
    .optional()
    .meta({ description: 'Absent: `csv` for who asks with `Accept: text/csv`, else `json`' }),
});
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

const Count = z.int();
const names = Object.keys(counters) as [Counter, ...Counter[]];
const counts = Object.fromEntries(names.map((name) => [name, Count.meta({ description: counters[name] })])) as Record<
  Counter,
  typeof Count
>;

/** What was counted: messages, unless the description of a count says otherwise. */
const counted = {
  ...counts,
  delivery_seconds: z
    .strictObject({ count: Count, p50: z.number(), p95: z.number() })
    .optional()
    .meta({ description: 'From when a message was to go until it was delivered; within 10 % of the exact times' }),
  cost_usd: z.number().meta({ description: "What providers take: an SMS's bill, and SES's list price for each e-mail" }),
};

/** One row; it has the dimensions that were asked for, but for one that what it counts is not of. */
export const StatisticsRow = z
  .strictObject({
    day: Day.optional(),
    tenant: z.string().optional(),
    workflow: z.string().optional(),
    category: z.string().optional(),
    channel: Channel.optional(),
    locale: z.string().optional(),
    experiment: z.string().optional(),
    variant: z.string().optional(),
    ...counted,
  })
  .meta({ id: 'StatisticsRow' });
export type StatisticsRow = z.infer<typeof StatisticsRow>;

/** The rows of some days, in the order of their dimensions, and what they come to. */
export const StatisticsAnswer = z
  .strictObject({
    from: Day,
    to: Day,
    by: z.array(z.enum(dimensions)),
    data: z.array(StatisticsRow),
    total: z.strictObject(counted),
    /** The experiments of these rows, where `by` has `variant` and one workflow or experiment was asked for. */
    experiments: z.array(Comparison).optional(),
  })
  .meta({ id: 'Statistics' });
export type StatisticsAnswer = z.infer<typeof StatisticsAnswer>;
