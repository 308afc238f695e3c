/** Whether properties are tried in their long form: what seldom comes up is asked for in that alone. */
export const isLong = process.env.BELLHOP_LONG_PROPERTIES === '1';

/**
 * How often a property is tried with other values: as often as `many` says in the long form, `npm run test:properties`, a fifth of it in
 * `npm test`, where each run has other values than the one before.
 */
export function runs(many: number): number {
  return isLong ? many : Math.ceil(many / 5);
}

/**
 * Tries a property, and again with other values while it has not met all of these words, five times at most: what comes up a few times in
 * each is met in one of them. Answers what was never met.
 */
export async function meetAll(
  words: readonly string[],
  seen: Pick<ReadonlySet<string>, 'has'>,
  tryOut: () => Promise<void>,
): Promise<string[]> {
  for (let times = 0; times < 5; times += 1) {
    await tryOut();
    if (words.every((word) => seen.has(word))) return [];
  }
  return words.filter((word) => !seen.has(word));
}
