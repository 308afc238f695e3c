import * as z from 'zod';
import { Instant } from '../values.ts';

/**
 * Something that is paused: a queue, a workflow, or one of several providers of a channel, while another takes over; since when, and why. What has
 * `until` tries again then by itself; all else waits for its owner.
 */
export const PausedItem = z
  .strictObject({
    queue: z.string().optional(),
    workflow: z.string().optional(),
    provider: z.string().optional(),
    why: z.string(),
    since: Instant.optional(),
    until: Instant.optional(),
  })
  .meta({ id: 'PausedItem' });
export type PausedItem = z.infer<typeof PausedItem>;

/** All that is paused. */
export const PausedWork = z.strictObject({ data: z.array(PausedItem) }).meta({ id: 'PausedWork' });
export type PausedWork = z.infer<typeof PausedWork>;
