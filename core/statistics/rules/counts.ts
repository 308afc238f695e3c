import type { Counter } from '../../../contract/statistics/counters.ts';
import { remembered } from '../../workflows/rules/remembered.ts';

/** A bucket of the histogram of times to delivery, by its number. */
export type Bucket = `t${number}`;

/** What is added to a row; money is in millionths of a US dollar, so that sums are exact. */
export type Counts = Readonly<Partial<Record<Counter | 'costMicroUsd' | Bucket, number>>>;

/**
 * Which row of a day counts it; `-` where it is not told, or not of one. What no experiment counts has neither experiment nor variant, and what is
 * the stage's own no tenant.
 */
export type Row = {
  day: string;
  workflow: string;
  category: string;
  channel: string;
  locale: string;
  experiment?: string;
  variant?: string;
  tenant?: string;
};

/** What one row gets. */
export type Increment = { row: Row; counts: Counts };

/** The locale that rows have for a tag, however it is written: `en-gb` is `en-GB`. */
export const rowLocale = remembered((tag) => Intl.getCanonicalLocales(tag)[0] ?? tag);

/** What a row says of what it is not of. */
export const none = '-';

/** Names a row of its day. No part may have a `#` in it: keys, categories, locales, names of variants and tenants have none. */
export function rowName({ workflow, category, channel, locale, experiment, variant, tenant }: Omit<Row, 'day'>): string {
  const counted = experiment === undefined && tenant === undefined ? [] : [experiment ?? none, variant ?? none];
  return [workflow, category, channel, locale, ...counted, ...(tenant === undefined ? [] : [tenant])].join('#');
}

/** Reads the row that a name of a day is of. */
export function rowNamed(day: string, name: string): Row {
  const [workflow = none, category = none, channel = none, locale = none, experiment = none, variant = none, tenant] =
    name.split('#');
  return {
    day,
    workflow,
    category,
    channel,
    locale,
    ...(experiment !== none && { experiment, variant }),
    ...(tenant !== undefined && { tenant }),
  };
}

/** Adds up counts; what comes to nothing is left out. */
export function addCounts(...all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const [name, count = 0] of all.flatMap((counts) => Object.entries(counts))) sums[name] = (sums[name] ?? 0) + count;
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}

/** What has to be added to the second to get the first. */
export function difference(after: Counts, before: Counts): Counts {
  return addCounts(after, Object.fromEntries(Object.entries(before).map(([name, count = 0]) => [name, -count])));
}
