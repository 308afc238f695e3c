import * as z from 'zod';
import { queueKeys } from '../../../contract/channels/channels.ts';
import { Instant } from '../../../contract/values.ts';

/** What a queue holds. */
export const QueueState = z.strictObject({
  name: z.string(),
  url: z.string(),
  waiting: z.int(),
  delayed: z.int(),
  in_flight: z.int(),
  oldest_age_seconds: z.number().optional(),
  dead_letters: z.int().optional(),
});

/** A queue that is paused, and why. */
export const PausedQueue = z.strictObject({
  queue: z.enum([...queueKeys(), 'unverified-recipients']),
  why: z.string(),
  since: Instant.optional(),
  until: Instant.optional(),
});

/** A message that was put aside, without addresses, and what would become of it if it were given back. */
export const DeadLetter = z.strictObject({
  id: z.string(),
  sent_at: Instant,
  reason: z.string().optional(),
  body: z.string(),
  would: z.string().optional(),
  because: z.string().optional(),
});
