import * as z from 'zod';

/** A place in a list: opaque, handed back as `cursor` with the same filters. */
export const Cursor = z
  .string()
  .min(1)
  .max(512)
  .meta({ description: 'As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`, or `not_found`' });

/** Where to go on in a list that is read without a filter. */
export const CursorQuery = z.strictObject({ cursor: Cursor.optional() });
