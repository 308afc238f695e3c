import * as z from 'zod';
import { checksOfOneWay } from '../broadcasts/whom.ts';
import { shownCopy } from '../channels/channels.ts';
import { Cursor } from '../http/cursor.ts';
import { besideOtherFaults } from '../http/refine.ts';
import { Explanation } from '../publishing/notifications.ts';
import { publishFields, Refusal } from '../publishing/publish.ts';
import { Channel, ExperimentId, Instant, Reason, TimeZone, UserId, VariantName } from '../values.ts';

/** The most recipients that one dry run foresees: it reads some ten items for each. */
const maxForeseen = 100;

/** How many users of an audience are foreseen one by one. */
export const sampledUsers = 10;

const batchOf = z.int().min(1).max(1000).meta({
  description: 'Write the copy as that of a batch of so many notifications like this one; what is decided stays as it is',
  example: 4,
});

/** What to foresee: a publish, to recipients or an audience, and not to a topic. With `cursor`, those whom an answer has not counted. */
export const DryRunRequest = publishFields
  .omit({ topic: true, cancellation_key: true })
  .extend({
    recipients: publishFields.shape.recipients.unwrap().max(maxForeseen).optional(),
    cursor: Cursor.optional(),
    batch_of: batchOf.optional(),
  })
  .refine(({ recipients, audience }) => recipients !== undefined || audience !== undefined, {
    path: ['recipients'],
    error: 'must be given, or an audience',
    ...besideOtherFaults,
  })
  .check(...checksOfOneWay)
  .refine(({ audience, cursor }) => audience !== undefined || cursor === undefined, {
    path: ['cursor'],
    error: 'goes with an audience only',
    ...besideOtherFaults,
  })
  .meta({ id: 'DryRunRequest', oneOf: [{ required: ['recipients'] }, { required: ['audience'] }] });
export type DryRunRequest = z.infer<typeof DryRunRequest>;

/** What a channel would say; each has its own field, and so has what the user's digest shows, in place of an e-mail of its own. */
const DryRunCopy = z.strictObject(
  shownCopy(z.strictObject({ title: z.string(), body: z.string().optional(), action_url: z.string().optional() })),
);

/** What would happen on one channel, and why. */
export const DryRunChannel = z
  .strictObject({
    ...Explanation.shape,
    /** What is decided each time that a hold ends, if nothing changes until then and nothing is read. The last one stays. */
    afterwards: z.array(Explanation.omit({ channel: true })).optional(),
    /** When it would go in the end, were it published now; absent for what is skipped. */
    at: Instant.optional(),
    /** The same on the user's clock. */
    local_time: z.string().optional().meta({ example: '2026-11-23T08:00' }),
    /** What stands against the address, so that it would not be sent after all. */
    suppressed: Reason.optional(),
    /** Why its channel would not let it go after all, as counts and money stand now, and what the user gets in its place. */
    turned_down: z.strictObject({ reason: Reason, because: z.string() }).optional(),
    /** What the user has in its place when it would not reach them. */
    fallback: z.strictObject({ channel: Channel, because: z.string().meta({ example: 'the inbox takes its place' }) }).optional(),
    /** Who would send it now; absent while every provider of its channel is paused, and where each sends to addresses of its own kind. */
    provider: z.string().optional().meta({ example: 'postmark' }),
    /** The providers of its channel that are paused now, and why. */
    paused_providers: z.array(z.strictObject({ provider: z.string(), why: z.string() })).optional(),
    copy: DryRunCopy,
    /** US dollars, about: what its provider takes. 0 for what would not be sent. A digest's e-mail counts in full. */
    cost_usd: z.number(),
    /** Nobody here knows what that provider takes for it; `cost_usd` is 0 then. */
    price_unknown: z.literal(true).optional(),
  })
  .meta({ id: 'DryRunChannel' });
export type DryRunChannel = z.infer<typeof DryRunChannel>;

/**
 * How many users an audience has, of those who were looked at, and how many of them have an address on each channel that would be used. There
 * are more to look at where there is a `next_cursor`.
 */
export const AudienceCount = z
  .strictObject({
    matched: z.int().min(0),
    looked_at: z.int().min(0),
    with_address: z.partialRecord(Channel, z.int().min(1)),
    next_cursor: Cursor.optional(),
  })
  .meta({ id: 'AudienceCount', example: { matched: 812, looked_at: 2000, with_address: { email: 790, sms: 214 } } });
export type AudienceCount = z.infer<typeof AudienceCount>;

/** What would happen, by user; nothing has. Of an audience its first users are foreseen, and all counted. */
export const DryRunAnswer = z
  .strictObject({
    data: z.array(
      z.strictObject({
        user: UserId,
        timezone: TimeZone,
        /** The experiment that would count it, which variant they would get, and why. */
        experiment: ExperimentId.optional(),
        variant: VariantName.optional(),
        variant_because: z.string().optional(),
        channels: z.array(DryRunChannel),
      }),
    ),
    refused: z.array(Refusal),
    audience: AudienceCount.optional(),
  })
  .meta({ id: 'DryRunAnswer' });
export type DryRunAnswer = z.infer<typeof DryRunAnswer>;
