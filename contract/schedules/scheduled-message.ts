import * as z from 'zod';
import { version } from '../publishing/message-version.ts';

/**
 * A time of a schedule has come: EventBridge Scheduler puts this on the ingest queue, and the API for a run by hand. It says which and
 * when; what is published is what the table has. `revision` tells which times it stems from, so that those of an earlier timing do nothing.
 * `key` tells runs by hand of the same moment apart. `test` is set for a run that a test key asked for: it sends nothing.
 */
export const ScheduledMessage = z.object({
  type: z.literal('scheduled'),
  version,
  scheduleId: z.string(),
  time: z.iso.datetime(),
  revision: z.string(),
  byHand: z.boolean().optional(),
  key: z.string().optional(),
  test: z.boolean().optional(),
});
export type ScheduledMessage = z.infer<typeof ScheduledMessage>;
