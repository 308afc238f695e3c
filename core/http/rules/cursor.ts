import { shortFingerprint } from '../../publishing/rules/fingerprint.ts';

/** How the cursors of a list are written. `places` matches every position in the list; `plain`: a position is not encoded, but is the cursor. */
export type CursorForm = { places: RegExp; plain?: true };

/** What a list was asked for, besides its page. */
type Query = readonly (string | boolean)[];

/** A position in a list, as a cursor that is opaque to whoever carries it. With `query` it is good for that query only. */
export function encodeCursor({ plain }: CursorForm, place: string, query?: Query): string {
  const body = plain ? place : Buffer.from(place).toString('base64url');
  return query === undefined ? body : `${body}.${seal(body, query)}`;
}

/** The position in a cursor; nothing when `encodeCursor` never made it for such a list and this query. */
export function decodeCursor(form: CursorForm, cursor: string, query?: Query): string | undefined {
  const [body = ''] = cursor.split('.');
  const place = form.plain ? body : Buffer.from(body, 'base64url').toString();
  return form.places.test(place) && encodeCursor(form, place, query) === cursor ? place : undefined;
}

/** Tells damage and mix-ups, not forgery: what a caller may read is decided by who they are, and never by a cursor. */
function seal(body: string, query: Query): string {
  return shortFingerprint(JSON.stringify([body, ...query]));
}
