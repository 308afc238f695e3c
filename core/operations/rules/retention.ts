import type { Cadence } from '../../../contract/preferences/preferences.ts';

/** How many days notifications stay: all, and those of a category for which the owner says otherwise. */
export type Retention = { retentionDays: number; retentionDaysByCategory?: Readonly<Record<string, number>> };

/** How many days a notification of a category stays. */
export function daysKept(category: string, { retentionDays, retentionDaysByCategory = {} }: Retention): number {
  const own = Object.hasOwn(retentionDaysByCategory, category) ? retentionDaysByCategory[category] : undefined;
  return own ?? retentionDays;
}

/** How many days something stays that shows notifications of several categories: no longer than any of them. */
export function daysKeptOfAll(categories: readonly string[], retention: Retention): number {
  return categories.length === 0
    ? retention.retentionDays
    : Math.min(...categories.map((category) => daysKept(category, retention)));
}

/** How many days may pass before a cadence's next digest, which come before those that a notification in it stays. */
export const longestWaitDays: Readonly<Record<Cadence, number>> = { immediate: 0, daily: 1, weekly: 7 };
