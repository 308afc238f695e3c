/** Whether a notification has expired. It may have waited for the provider's rate, a pause or an outage. */
export function hasExpired({ goodUntil }: { goodUntil?: Date | undefined }, at: Date): boolean {
  return goodUntil !== undefined && goodUntil <= at;
}
