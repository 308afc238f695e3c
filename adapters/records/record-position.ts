import { Refused } from '../../core/errors.ts';

/** A place among a user's records, as a cursor carries it. */
export function formatRecordPlace(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** @throws Refused `cursor_invalid` for what `formatRecordPlace` never gave. */
export function parseRecordPlace(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (/^(?:A|D|DIGEST|N|T)#/.test(place) && formatRecordPlace(place) === cursor) return place;
  throw new Refused('cursor_invalid', 'the cursor was not issued for this export; ask again without a cursor');
}
