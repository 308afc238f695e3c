import * as z from 'zod';
import { Explanation } from './notifications.ts';
import { PublishRequest, Refusal } from './publish.ts';
import { Instant, Reason, TimeZone, UserId } from './values.ts';

/** What to simulate: a publish, to recipients and not to a topic. */
export const SimulateRequest = PublishRequest.omit({ topic: true, cancellation_key: true }).meta({ id: 'SimulateRequest' });
export type SimulateRequest = z.infer<typeof SimulateRequest>;

/** What a channel would say; each has its own part. `parts` is what an SMS is billed by. */
const SimulatedCopy = z.strictObject({
  inbox: z.strictObject({ title: z.string(), body: z.string(), action_url: z.string().optional() }).optional(),
  email: z.strictObject({ subject: z.string(), text: z.string() }).optional(),
  sms: z.strictObject({ text: z.string(), parts: z.int() }).optional(),
});

/** What would happen on one channel, and why. */
export const SimulatedChannel = z
  .strictObject({
    ...Explanation.shape,
    /** When it would go, were it published now; absent for what is skipped. */
    at: Instant.optional(),
    /** The same on the user's clock. */
    local_time: z.string().optional().meta({ example: '2026-11-23T08:00' }),
    /** What stands against the address, so that it would not be sent after all. */
    suppressed: Reason.optional(),
    copy: SimulatedCopy,
    /** US dollars, about: what SES or SNS takes. */
    cost_usd: z.number(),
  })
  .meta({ id: 'SimulatedChannel' });
export type SimulatedChannel = z.infer<typeof SimulatedChannel>;

/** What would happen, by user; nothing has. */
export const SimulateAnswer = z
  .strictObject({
    data: z.array(z.strictObject({ user: UserId, timezone: TimeZone, channels: z.array(SimulatedChannel) })),
    refused: z.array(Refusal),
  })
  .meta({ id: 'SimulateAnswer' });
export type SimulateAnswer = z.infer<typeof SimulateAnswer>;
