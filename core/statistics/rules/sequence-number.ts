/** Says which of two places in a shard comes first, as `sort` takes it. They are numbers of up to 40 digits, too long for JavaScript's. */
export function compareSequenceNumbers(one: string, other: string): number {
  const [a, b] = [BigInt(one), BigInt(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
