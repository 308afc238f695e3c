import * as z from 'zod';
import { Channel, Priority } from '../values.ts';

/**
 * The terms on which a workflow goes on one of its channels: `condition` when a function of the workflow is asked, and what its chain says (`escalate`
 * says the same of `unread_after_minutes`).
 */
const ChannelStep = z.strictObject({
  channel: Channel,
  condition: z.literal(true).optional(),
  unread_after_minutes: z.int().optional(),
  undelivered: z.literal(true).optional(),
  priorities: z.array(Priority).optional(),
});

/**
 * The steps of a workflow. `delay`: how long all of it waits, by `minutes` or `until` a time of the user's day (`data` when a
 * function of the workflow gives an instant). `throttle`: how many a user gets in a window. `batch`: how long those with one key
 * are gathered. `channels`: its chain, each with its terms. What is absent does not hold it.
 */
export const WorkflowSteps = z
  .strictObject({
    delay: z.strictObject({ minutes: z.int().optional(), until: z.string().optional() }).optional(),
    throttle: z.strictObject({ most: z.int(), minutes: z.int(), by_key: z.boolean() }).optional(),
    batch: z
      .strictObject({
        minutes: z.int(),
        most: z.int().optional(),
        opens: z.enum(['first', 'quiet']),
        by_key: z.boolean(),
        channels: z.array(Channel).optional(),
      })
      .optional(),
    channels: z.array(ChannelStep).optional(),
  })
  .meta({ id: 'WorkflowSteps', example: { delay: { minutes: 10 }, channels: [{ channel: 'inbox' }] } });
export type WorkflowSteps = z.infer<typeof WorkflowSteps>;
