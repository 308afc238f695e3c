const dayMs = 86_400_000;

/** The number of days over which the sender's bounces and complaints are counted. */
export const countedDays = 7;

/** The UTC day that an instant lies in: `2026-11-23`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The days that count for the sender's rates, the one that `now` lies in first. */
export function daysCounted(now: Date): string[] {
  return Array.from({ length: countedDays }, (_, back) => dayOf(new Date(now.getTime() - back * dayMs)));
}
