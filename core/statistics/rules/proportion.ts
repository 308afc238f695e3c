/** How many of some did it: `reached` is not above `of`. */
export type Proportion = { reached: number; of: number };

/** Where a rate or a difference of two rates lies, from -1 to 1. */
export type Interval = { low: number; high: number };

/**
 * Quantiles of the normal distribution for intervals of 95 %, of which so many hold together (Bonferroni): at 1 - 0.025 / n,
 * for n from 1 to 5, by `scipy.stats.norm.ppf`.
 */
const quantiles = [1.959964, 2.241403, 2.39398, 2.497705, 2.575829];

/** The quantile for as many intervals as are looked at together. */
export function quantileFor(intervals: number): number {
  return quantiles[Math.max(1, intervals) - 1] ?? 3;
}

/** The share that did it; nothing of none. */
export function rateOf({ reached, of }: Proportion): number | undefined {
  return of === 0 ? undefined : reached / of;
}

/**
 * Says where the rate behind a proportion lies, by Wilson's score interval: method 3 of Newcombe, "Two-sided confidence intervals for the
 * single proportion", Statistics in Medicine 17 (1998), 857 to 872. Of none it may be anywhere.
 */
export function wilsonInterval({ reached, of }: Proportion, z = quantileFor(1)): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const rate = reached / of;
  const middle = (2 * reached + z * z) / (2 * (of + z * z));
  const half = (z * Math.sqrt(z * z + 4 * of * rate * (1 - rate))) / (2 * (of + z * z));
  return { low: reached === 0 ? 0 : middle - half, high: reached === of ? 1 : middle + half };
}

/**
 * Says where the first rate less the second lies, by what their intervals say: method 10 of Newcombe, "Interval estimation for the difference
 * between independent proportions", Statistics in Medicine 17 (1998), 873 to 890. Of none it may be anything.
 */
export function differenceInterval(one: Proportion, other: Proportion, z = quantileFor(1)): Interval {
  const [first, second] = [rateOf(one), rateOf(other)];
  if (first === undefined || second === undefined) return { low: -1, high: 1 };
  const [a, b] = [wilsonInterval(one, z), wilsonInterval(other, z)];
  return {
    low: first - second - Math.hypot(first - a.low, b.high - second),
    high: first - second + Math.hypot(a.high - first, second - b.low),
  };
}
