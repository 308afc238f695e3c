import { cursorInvalid } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../http/rules/cursor.ts';

/** Places are the store's own: see `LogEntry`. */
const form = { places: /^/ };

/** What a list is asked for, besides its page. */
type Filter = Readonly<Record<string, unknown>>;

/** A place in a list, as a cursor that is good for this list and this filter only. */
export function formatLogCursor(place: string, list: string, filter: Filter): string {
  return encodeCursor(form, place, toQuery(list, filter));
}

/** @throws Refused `cursor_invalid` for a cursor that was not made for this list and filter; `pointer` says where it stood. */
export function parseLogCursor(
  cursor: string | undefined,
  list: string,
  filter: Filter,
  pointer: '?cursor' | '/cursor' = '?cursor',
): string | undefined {
  if (cursor === undefined) return undefined;
  const place = decodeCursor(form, cursor, toQuery(list, filter));
  if (place === undefined) throw cursorInvalid('list', pointer);
  return place;
}

function toQuery(list: string, filter: Filter): string[] {
  const given = Object.entries(filter).filter(([name, value]) => value !== undefined && name !== 'limit' && name !== 'cursor');
  return [list, ...given.map(([name, value]) => `${name}=${String(value)}`).sort()];
}
