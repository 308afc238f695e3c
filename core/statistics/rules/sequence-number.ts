/** Compares two places in a shard: numbers of up to 40 digits, too long for JavaScript's. Below, at or above 0 as for `sort`. */
export function compareSequenceNumbers(one: string, other: string): number {
  const [a, b] = [BigInt(one), BigInt(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
