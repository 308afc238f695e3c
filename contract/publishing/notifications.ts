import * as z from 'zod';
import { BatchAnswer } from '../batches/batch.ts';
import { CancellationKey } from '../cancellation/cancellation-key.ts';
import { DigestFrequency } from '../digests/digest-frequency.ts';
import { Engagement } from '../feedback/engagement.ts';
import { TimelineEntry } from '../message-log/timeline.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import {
  Category,
  Channel,
  ExperimentId,
  Instant,
  MessageStatus,
  NotificationId,
  Priority,
  Reason,
  RecipientId,
  RequestId,
  VariantName,
  WorkflowKey,
} from '../values.ts';
import { WebhookId } from '../webhooks/ids.ts';

/** One step in the life of a message. One with `engagement` says what became of it at its reader's, and its status is the one before. */
export const MessageEvent = z.strictObject({
  status: MessageStatus,
  at: Instant,
  detail: z.string().optional(),
  engagement: Engagement.optional(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

/**
 * What an SMS is billed by, once it was handed to SNS: its segments and what they cost by the price table (`workflows/sms-terms.ts`), about,
 * in US dollars. `billed_usd` is what SNS's receipt says; there are receipts when the owner has switched them on.
 */
export const SmsBill = z
  .strictObject({ segments: z.int().min(1), estimated_usd: z.number().min(0), billed_usd: z.number().min(0).optional() })
  .meta({ id: 'SmsBill', example: { segments: 2, estimated_usd: 0.1, billed_usd: 0.0832 } });
export type SmsBill = z.infer<typeof SmsBill>;

/** One notification on one channel, with everything that happened to it, oldest event first. `due_at`: until when it was held. `provider`: who was asked to send it last. */
export const MessageAnswer = z
  .strictObject({
    channel: Channel,
    status: MessageStatus,
    reason: Reason.optional(),
    attempts: z.int(),
    due_at: Instant.optional(),
    provider: z.string().optional(),
    provider_id: z.string().optional(),
    sms: SmsBill.optional(),
    events: z.array(MessageEvent),
  })
  .meta({ id: 'Message' });
export type MessageAnswer = z.infer<typeof MessageAnswer>;

/**
 * What a message waits for: its publish's time (`send_at`), the end of a night (`quiet_hours`), the workflow's `delay`, whether
 * its inbox item is read (`escalation`), whether the channels before it fail (`undelivered`), that its workflow is resumed
 * (`paused`), or that its batch is closed (`batch`).
 */
export const HeldFor = z.enum(['send_at', 'quiet_hours', 'escalation', 'paused', 'delay', 'undelivered', 'batch']);
export type HeldFor = z.infer<typeof HeldFor>;

/**
 * What was decided for a channel, and why, in words. What is held says for what and `until` when, what goes into a digest which.
 * `instead_of` is the channel that it takes the place of.
 */
export const Explanation = z.strictObject({
  channel: Channel,
  decision: z.enum(['send', 'hold', 'digest', 'skip']),
  reason: Reason.optional(),
  held_for: HeldFor.optional(),
  until: Instant.optional(),
  cadence: DigestFrequency.optional(), // an old name of the frequency: apps read it
  because: z.string(),
  instead_of: Channel.optional(),
});
export type Explanation = z.infer<typeof Explanation>;

/** A notification as the app's server sees it. */
export const NotificationAnswer = z
  .strictObject({
    id: NotificationId,
    request: RequestId,
    tenant: tenantBeside,
    user: RecipientId,
    workflow: WorkflowKey,
    category: Category,
    priority: Priority,
    test: z.boolean(),
    /** The experiment that counts it, and which variant of the workflow its user gets: the latter also when the experiment has ended. */
    experiment: ExperimentId.optional(),
    variant: VariantName.optional(),
    created_at: Instant,
    send_at: Instant.optional(),
    expires_at: Instant.optional(),
    cancellation_key: CancellationKey.optional(),
    callback: WebhookId.optional(),
    failure_callback: WebhookId.optional(),
    /** Which batch it is in, or which it tells of. */
    batch: BatchAnswer.optional(),
    messages: z.array(MessageAnswer),
    explanation: z.array(Explanation),
    /** The notification that this one is, sent again. */
    resent_from: NotificationId.optional(),
    /** The notifications as which this one was sent again, each on which channels. */
    resent_as: z.array(z.strictObject({ id: NotificationId, at: Instant, channels: z.array(Channel) })).optional(),
    /** All of it as sentences, in the order of time. */
    timeline: z.array(TimelineEntry),
  })
  .meta({ id: 'Notification' });
export type NotificationAnswer = z.infer<typeof NotificationAnswer>;
