import type { Release } from '../../core/scheduling/ports/ledger.ts';

/** Whether a release brings its user something, now or later; what it only ends needs nobody to be there. */
export function goesOn({ moves }: Pick<Release, 'moves'>): boolean {
  return moves.some(({ status }) => status !== 'skipped' && status !== 'expired');
}
