import { createHash } from 'node:crypto';

/** How often the job looks for digests that are due. */
export const bucketMs = 15 * 60_000;

/** How many partitions a bucket is spread over: each takes 1,000 writes a second, and a bucket may hold all of a country. */
export const shardsOfBucket = 8;

/** How many buckets a run looks at once more: an entry may be written just after the run that it should have been there for. */
const lookBack = 2;

/** How far back the first run looks, and one that has not run for longer: a day; placing an entry mends what is older. */
const mostBuckets = 96;

/** The quarter of an hour at which a digest is looked for: never before it is due. */
export function digestBucketOf(dueAt: Date): Date {
  return new Date(Math.ceil(dueAt.getTime() / bucketMs) * bucketMs);
}

/** The buckets that a run looks at, oldest first: those since the last one that was finished, some of those again, up to now. */
export function bucketsUpTo(now: Date, finished: Date | undefined): Date[] {
  const last = Math.floor(now.getTime() / bucketMs);
  const first = finished === undefined ? last - mostBuckets : finished.getTime() / bucketMs + 1 - lookBack;
  const from = Math.max(Math.min(first, last), last - mostBuckets);
  return Array.from({ length: last - from + 1 }, (_, index) => new Date((from + index) * bucketMs));
}

/** Finds where in a bucket a user's digests are. */
export function digestShardOf(userId: string): number {
  return createHash('sha256').update(userId).digest().readUInt32BE() % shardsOfBucket;
}

/** How many digests are built a second, so that those of a whole country are not in the way of a password reset. */
const perSecond = 200;
const longestDelaySeconds = 840; // under the 900 that a queue can hold something back, and under the time to the next run

/** How long the digest with this place in a run is held back, in seconds. */
export function delaySecondsOf(place: number): number {
  return Math.min(Math.floor(place / perSecond), longestDelaySeconds);
}
