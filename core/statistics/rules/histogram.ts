/**
 * How much a bucket's value may differ from a time in it, as a share of that. A tenth keeps a day's times in about forty buckets, so that
 * a row stays below 1 KB, which is what a write unit pays for.
 */
export const relativeError = 0.1;

const growth = (1 + relativeError) / (1 - relativeError);

/** Nothing is faster than clocks are exact, and nothing later than a year: a bucket's number lies between 0 and 121. */
const shortestSeconds = 0.001;
const longestSeconds = 366 * 86_400;

/** How many times lie in which bucket: bounds of buckets grow by a factor, as in DDSketch (https://arxiv.org/abs/1908.10693). */
export type Histogram = Readonly<Record<number, number>>;

/** The bucket that a time lies in. */
export function bucketOf(seconds: number): number {
  const within = Math.min(longestSeconds, Math.max(shortestSeconds, seconds));
  return Math.max(0, Math.ceil(Math.log(within / shortestSeconds) / Math.log(growth) - 1e-9)); // a bound lies in the bucket below it
}

/** The time that stands for a bucket: no time in it differs from this by more than `relativeError`. */
export function secondsOf(bucket: number): number {
  return (2 * shortestSeconds * growth ** bucket) / (growth + 1);
}

/** The time below which that share of all times lies, from 0 to 1; nothing when there are none. */
export function percentile(histogram: Histogram, share: number): number | undefined {
  const buckets = Object.entries(histogram)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.bucket - b.bucket);
  const rank = Math.max(1, Math.ceil(share * timesIn(histogram)));
  let seen = 0;
  for (const { bucket, count } of buckets) {
    seen += count;
    if (seen >= rank) return secondsOf(bucket);
  }
  return undefined;
}

/** How many times there are. */
export function timesIn(histogram: Histogram): number {
  return Object.values(histogram).reduce((sum, count) => sum + Math.max(0, count), 0);
}
