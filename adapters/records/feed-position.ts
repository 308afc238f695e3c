import { cursorInvalid } from '../../core/errors.ts';

/** The position after an item, as `FeedPage.next` carries it: the version by which the list is in order, or when what is snoozed comes back. */
export function formatPosition(version: number): string {
  return String(version);
}

/**
 * The version before which the next page begins.
 * @throws Refused `cursor_invalid` for what `formatPosition` never made.
 */
export function parsePosition(position: string): number {
  if (!/^\d{1,16}$/.test(position)) throw cursorInvalid('list');
  return Number(position);
}
