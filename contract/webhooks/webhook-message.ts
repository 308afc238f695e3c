import * as z from 'zod';
import { version } from '../publishing/message-version.ts';
import { EventId, WebhookId } from './webhooks.ts';

/** One event to tell a webhook of: only ids, as on every queue. */
export const WebhookMessage = z.object({ version, webhookId: WebhookId, eventId: EventId });
export type WebhookMessage = z.infer<typeof WebhookMessage>;
