import * as z from 'zod';
import { version } from '../publishing/message-version.ts';
import { EventId, WebhookId } from './ids.ts';

/** One event to tell a webhook of: only ids, as on every queue, and which replay of it this is; absent for none. */
export const WebhookMessage = z.object({
  version,
  webhookId: WebhookId,
  eventId: EventId,
  replay: z.int().min(1).optional(),
});
export type WebhookMessage = z.infer<typeof WebhookMessage>;
