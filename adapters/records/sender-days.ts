const dayMs = 86_400_000;

/** How many days the sender of e-mails is judged by. */
export const judgedDays = 7;

/** The UTC day that an instant lies in: `2026-11-23`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The days by which the sender is judged, the one that `now` lies in first. */
export function daysJudged(now: Date): string[] {
  return Array.from({ length: judgedDays }, (_, back) => dayOf(new Date(now.getTime() - back * dayMs)));
}
