import * as z from 'zod';
import { run } from '../publishing/run.ts';
import { OwnedTopic, OwnedUserId } from '../tenants/owned-ids.ts';

/** One workflow run for all subscribers of a topic, or for those that come after one; becomes one `notify` message each, page by page. */
export const TopicMessage = z.object({
  type: z.literal('fan-out-topic'),
  ...run,
  topic: OwnedTopic,
  after: OwnedUserId.optional(),
  /** How many subscribers have come before. */
  before: z.int().min(0).optional(),
});
export type TopicMessage = z.infer<typeof TopicMessage>;
