import type { ReleaseMove } from '../../core/scheduling/ports/ledger.ts';

/** By how many milliseconds a notification is held longer than it was: so much longer it is kept, or it would be gone before it goes. */
export function heldLonger(moves: readonly ReleaseMove[]): number {
  return Math.max(0, ...moves.map(({ dueAt, heldUntil }) => (dueAt === undefined ? 0 : dueAt.getTime() - heldUntil.getTime())));
}
