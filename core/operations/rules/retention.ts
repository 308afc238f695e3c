import type { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import { frequencyNames, frequencyOf } from '../../../contract/digests/frequencies.ts';

/** How many days notifications stay: all, and those of a category for which the owner says otherwise. */
export type Retention = { retentionDays: number; retentionDaysByCategory?: Readonly<Record<string, number>> };

/** How many days a notification of a category is kept. */
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

/** How many days may pass before the next digest of a frequency, which come before those that a notification in it stays. */
export function longestWaitDays(frequency: EmailFrequency): number {
  return frequency === 'immediate' ? 0 : frequencyOf(frequency).longestWaitDays;
}

/** The same for a notification whose user is not known: as many as any frequency has. */
export function longestWaitOfAnyDays(): number {
  return Math.max(...frequencyNames().map(longestWaitDays));
}
