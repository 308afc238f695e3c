import * as z from 'zod';
import { Instant } from '../values.ts';

/**
 * Something that is paused: a queue, or a workflow since when, and why. A queue that has `until` tries again then by itself; all else waits for its
 * owner.
 */
export const PausedItem = z
  .strictObject({
    queue: z.string().optional(),
    workflow: z.string().optional(),
    why: z.string(),
    since: Instant.optional(),
    until: Instant.optional(),
  })
  .meta({ id: 'PausedItem' });
export type PausedItem = z.infer<typeof PausedItem>;

/** All that is paused. */
export const PausedWork = z.strictObject({ data: z.array(PausedItem) }).meta({ id: 'PausedWork' });
export type PausedWork = z.infer<typeof PausedWork>;
