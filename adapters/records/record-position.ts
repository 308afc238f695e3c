import { Refused } from '../../core/errors.ts';

/** A place among a user's records, as a cursor carries it. */
export function formatRecordPosition(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** @throws Refused `cursor_invalid` for what `formatRecordPosition` never gave. */
export function parseRecordPosition(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (/^[A-Z]+#/.test(place) && formatRecordPosition(place) === cursor) return place;
  throw new Refused('cursor_invalid', 'the cursor was not issued for this export; ask again without a cursor');
}
