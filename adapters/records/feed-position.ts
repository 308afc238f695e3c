import { cursorInvalid } from '../../core/errors.ts';

/** The position after an item, as `FeedPage.next` carries it: the version by which the list is in order. */
export function formatPosition(version: number): string {
  return String(version);
}

/**
 * The version before which the next page begins.
 * @throws Refused `cursor_invalid` for what `formatPosition` never made.
 */
export function parsePosition(position: string): number {
  if (!/^\d{1,12}$/.test(position)) throw cursorInvalid('list');
  return Number(position);
}
