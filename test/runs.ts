/** Whether properties are tried in their long form: what seldom comes up is asked for in that alone. */
export const isLong = process.env.BELLHOP_LONG_PROPERTIES === '1';

/**
 * How often a property is tried with other values: as often as `many` says in the long form, `npm run test:properties`, a fifth of it in
 * `npm test`, where each run has other values than the one before.
 */
export function runs(many: number): number {
  return isLong ? many : Math.ceil(many / 5);
}
