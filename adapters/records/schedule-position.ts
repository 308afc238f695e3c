import { cursorInvalid } from '../../core/errors.ts';
import { decodeCursor, encodeCursor } from '../../core/http/rules/cursor.ts';

/** A position is the id of a schedule, a tenant's with the tenant in front. */
const form = { places: /^(?:[a-z0-9-]{1,32}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/ };

/** The position after a schedule, as `Schedules.list` gives it in `next`. */
export function formatSchedulePosition(id: string): string {
  return encodeCursor(form, id);
}

/**
 * The schedule after which the next page begins, of those that begin so.
 * @throws Refused `cursor_invalid` for what `formatSchedulePosition` never made, or made for those of another tenant: a query of the table cannot go on there.
 */
export function parseSchedulePosition(position: string, beginning: string): string {
  const id = decodeCursor(form, position);
  if (id === undefined || !id.startsWith(beginning)) throw cursorInvalid('list');
  return id;
}
