import * as z from 'zod';
import { Refusal } from '../publishing/publish.ts';
import { run } from '../publishing/run.ts';
import { OwnedTopic, OwnedUserId } from '../tenants/owned-ids.ts';

/** A user; or, of a topic's room, `#` and the topic. */
const Recipient = OwnedUserId.or(z.string().refine((id) => id.startsWith('#') && OwnedTopic.safeParse(id.slice(1)).success));

const refused = z.array(Refusal).optional();

/** One workflow run for one user, accepted and waiting to be dispatched. */
export const NotifyMessage = z.object({
  type: z.literal('notify'),
  ...run,
  userId: Recipient,
  /** Its request made no other, so it is noted with it; and what was refused beside it. */
  alone: z.literal(true).optional(),
  refused,
});
export type NotifyMessage = z.infer<typeof NotifyMessage>;

/** One workflow run for many users; becomes one `notify` message each. */
export const FanOutMessage = z.object({ type: z.literal('fan-out'), ...run, userIds: z.array(OwnedUserId).min(1), refused });
export type FanOutMessage = z.infer<typeof FanOutMessage>;

/**
 * The same for more users than one page, or for some that are told something else: `data` takes the place of what the run says to all. Of a
 * type of its own, as a version that does not know it must not work on it.
 */
export const FanOutRecipientsMessage = z.object({
  type: z.literal('fan-out-recipients'),
  ...run,
  runs: z.array(z.object({ userId: OwnedUserId, data: run.data.optional() })).min(1),
  /** How many recipients have come before. */
  before: z.int().min(0).optional(),
  refused,
});
export type FanOutRecipientsMessage = z.infer<typeof FanOutRecipientsMessage>;
