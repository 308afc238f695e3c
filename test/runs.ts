/**
 * How often a property is tried with other values: as often as `many` says in the long form, `npm run test:properties`, a fifth of it in
 * `npm test`, where each run has other values than the one before.
 */
export function runs(many: number): number {
  return process.env.BELLHOP_LONG_PROPERTIES === '1' ? many : Math.ceil(many / 5);
}
