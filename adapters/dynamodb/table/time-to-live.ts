/**
 * An instant as DynamoDB's TTL takes it: whole epoch seconds.
 * Removal can lag a few days: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function epochSeconds(at: Date): number {
  return Math.ceil(at.getTime() / 1000);
}

/** Whether an item's time is up, so that reads leave it out although DynamoDB has not removed it yet. */
export function hasExpired(item: { expiresAt: number }, now: Date): boolean {
  return item.expiresAt <= now.getTime() / 1000;
}
