/** How many days notifications stay: all, and those of a category for which the owner says otherwise. */
export type Retention = { retentionDays: number; retentionDaysByCategory?: Readonly<Record<string, number>> };

/** How many days a notification of a category stays. */
export function daysKept(category: string, { retentionDays, retentionDaysByCategory = {} }: Retention): number {
  const own = Object.hasOwn(retentionDaysByCategory, category) ? retentionDaysByCategory[category] : undefined;
  return own ?? retentionDays;
}
