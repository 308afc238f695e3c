import { Refused } from '../../core/errors.ts';

/** The place after an item, as `FeedPage.next` carries it: the version by which the list is in order. */
export function formatPosition(version: number): string {
  return String(version);
}

/**
 * The version before which the next page begins.
 * @throws Refused `cursor_invalid` for what `formatPosition` never made.
 */
export function parsePosition(position: string): number {
  if (/^\d{1,12}$/.test(position)) return Number(position);

  throw new Refused('cursor_invalid', 'the cursor was not issued for this list; ask again without a cursor', {
    places: [{ pointer: '?cursor', detail: 'must come from next_cursor of the same list' }],
  });
}
