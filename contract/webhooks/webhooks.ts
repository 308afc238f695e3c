import * as z from 'zod';
import { FeedQuery } from '../channels/inbox/feed.ts';
import { eventTypes } from '../events/event-types.ts';
import { Cursor } from '../http/cursor.ts';
import { singleLine } from '../text.ts';
import { Instant } from '../values.ts';
import { EventId, WebhookId } from './ids.ts';

const WebhookUrl = z
  .url({ protocol: /^https?$/, error: 'must be an https URL' })
  .max(2048) // what receivers of others take
  .meta({ example: 'https://app.example.com/hooks/bellhop' });

/** Which events it is told of: types, `*` for all of today and to come, or none, for one that publishes name as their callback. */
const Wanted = z
  .array(z.enum(['*', ...eventTypes]))
  .max(eventTypes.length + 1)
  .meta({ example: ['message.bounced', 'message.complained'] });

/** A webhook to make. */
export const NewWebhook = z
  .strictObject({ url: WebhookUrl, events: Wanted.default(['*']), description: singleLine(200).optional() })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof NewWebhook>;

/** What to change of one; what is absent stays. `active` switches one on again that was disabled. */
export const WebhookPatch = z
  .strictObject({
    url: WebhookUrl.optional(),
    events: Wanted.optional(),
    description: singleLine(200).optional(),
    status: z.enum(['active', 'disabled']).optional(),
  })
  .meta({ id: 'WebhookPatch' });
export type WebhookPatch = z.infer<typeof WebhookPatch>;

/** Why nothing is sent: its owner said so, its receiver answered 410, or every attempt of five days failed. */
export const DisabledBecause = z.enum(['by_call', 'gone', 'failing']);
export type DisabledBecause = z.infer<typeof DisabledBecause>;

const webhookFields = {
  id: WebhookId,
  url: z.string(),
  events: z.array(z.string()),
  description: z.string().optional(),
  status: z.enum(['active', 'disabled']),
  disabled_because: DisabledBecause.optional(),
  failing_since: Instant.optional(),
  previous_secret_until: Instant.optional(),
  created_at: Instant,
};

/** A webhook: a URL that is told of events. While its secret rotates, the last of those before it signs until `previous_secret_until`. */
export const WebhookAnswer = z.strictObject(webhookFields).meta({ id: 'Webhook' });
export type WebhookAnswer = z.infer<typeof WebhookAnswer>;

/** The same with its secret, which is shown this once. */
export const WebhookWithSecret = z
  .strictObject({ ...webhookFields, secret: z.string().meta({ example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }) })
  .meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

/** All webhooks, oldest first: there are ten at most. */
export const WebhookList = z.strictObject({ data: z.array(WebhookAnswer) }).meta({ id: 'WebhookList' });
export type WebhookList = z.infer<typeof WebhookList>;

/** One attempt: the status that the receiver answered with, or why there was none. */
export const DeliveryAttempt = z.strictObject({
  at: Instant,
  status: z.int().optional(),
  error: z.string().optional(),
  milliseconds: z.int().min(0),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** Where a delivery stands. */
export const DeliveryStatus = z.enum(['pending', 'delivered', 'failed']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** An event on its way to a webhook, and what became of it. */
export const DeliveryAnswer = z
  .strictObject({
    id: EventId,
    status: DeliveryStatus,
    next_attempt_at: Instant.optional(),
    attempts: z.array(DeliveryAttempt),
    created_at: Instant,
    event: z.looseObject({ id: z.string(), type: z.string() }),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>;

/** Which part of the list to read. */
export const DeliveryQuery = z.strictObject({ limit: FeedQuery.shape.limit, cursor: Cursor.optional() });
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

/** Deliveries of the last five days, newest first. */
export const DeliveryPage = z
  .strictObject({ data: z.array(DeliveryAnswer), next_cursor: Cursor.optional() })
  .meta({ id: 'WebhookDeliveryPage' });
export type DeliveryPage = z.infer<typeof DeliveryPage>;
