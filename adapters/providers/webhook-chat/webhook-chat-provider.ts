import type { ChatAnswer, ChatProvider } from '../../../core/channels/chat/ports/chat-providers.ts';
import { webhookBody } from '../../../core/channels/chat/rules/webhook-body.ts';
import type { WebhookAnswered, WebhookCalls } from '../../../core/webhooks/ports/webhooks.ts';
import { isTaken } from '../../../core/webhooks/rules/retries.ts';
import { webhookHeaders } from '../../../core/webhooks/rules/signature.ts';

/**
 * Posts to webhooks of the owner's own, signed as Bellhop's webhooks are. The id is the same each time, by which a receiver knows what it has
 * had already: so a post in doubt is made again, which it is with no other service.
 */
export function webhookChatProvider(calls: WebhookCalls): ChatProvider {
  return {
    async post({ url, copy, origin, at, secret }) {
      const id = `msg_${origin.notificationId.slice('ntf_'.length)}`;
      const body = webhookBody(id, origin, copy);
      const headers = webhookHeaders({ id, at, body }, secret === undefined ? [] : [secret]);
      const named = { ...headers, 'bellhop-notification': origin.notificationId };
      return webhookChatAnswer(await calls.post(url, { headers: named, body }), id);
    },
  };
}

/** Decides what a receiver's answer amounts to, as `deliverWebhook` does: 410 ends it, and all else that is no success is tried again. */
export function webhookChatAnswer(answered: WebhookAnswered, id: string): ChatAnswer {
  if ('error' in answered) {
    if (answered.error === 'address_refused') return { outcome: 'gone', detail: 'it is at an address that no webhook may have' };
    return { outcome: 'not-now', because: 'unavailable', detail: `the webhook was not reached: ${answered.error}` };
  }
  const { status, retryAfterSeconds } = answered;
  if (isTaken(status)) return { outcome: 'sent', providerId: id };
  if (status === 404 || status === 410) return { outcome: 'gone', detail: `the webhook answered ${status}` };
  const detail = `the webhook answered ${status}`;
  if (status !== 429 && status !== 408 && status >= 400 && status < 500)
    return { outcome: 'rejected', reason: 'provider_rejected', detail };
  const because = status === 429 ? 'throttled' : 'unavailable';
  return { outcome: 'not-now', because, detail, ...(retryAfterSeconds !== undefined && { afterSeconds: retryAfterSeconds }) };
}
