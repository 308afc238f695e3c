import * as z from 'zod';

/** A place in a list: opaque, handed back as `cursor` with the same filters. */
export const Cursor = z
  .string()
  .min(1)
  .max(1536) // two ids of users may stand in it, of 128 letters of any script
  .meta({ description: 'As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`, or `not_found`' });

/** Where to go on in a list that is read without a filter. */
export const CursorQuery = z.strictObject({ cursor: Cursor.optional() });

/** How many a page has at most. */
export const Limit = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a whole number from 1 to 100')
  .transform(Number)
  .pipe(z.int().min(1).max(100))
  .default(25)
  .meta({ override: { type: 'integer', minimum: 1, maximum: 100, default: 25 } });
