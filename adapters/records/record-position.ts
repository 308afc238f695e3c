import { cursorInvalid } from '../../core/errors.ts';
import { decodeCursor, encodeCursor } from '../../core/http/rules/cursor.ts';

/** A position is a sort key under the user, in front of `USER` itself: a query of the table cannot go on behind that. */
const form = { places: /^(?:[A-T][A-Z]*|U)#/ };

/** A position among a user's records, as a cursor carries it. */
export function formatRecordPosition(place: string): string {
  return encodeCursor(form, place);
}

/** @throws Refused `cursor_invalid` for what `formatRecordPosition` never gave. */
export function parseRecordPosition(cursor: string): string {
  const place = decodeCursor(form, cursor);
  if (place === undefined) throw cursorInvalid('export');
  return place;
}
