import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import type { DeliveryAnswer, DeliveryPage, DeliveryQuery } from '../../contract/webhooks/webhooks.ts';
import { Refused } from '../errors.ts';
import type { Queue } from '../publishing/ports/queues.ts';
import { derivedUlid } from '../publishing/rules/derived-id.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Deliveries, Delivery, Webhooks } from './ports/webhooks.ts';
import { newDelivery, queueDeliveries } from './queue-deliveries.ts';
import { there } from './webhooks.ts';

type Deps = { webhooks: Webhooks; deliveries: Deliveries };
type SendDeps = Deps & { queue: Queue<WebhookMessage> };

/**
 * A page of what a webhook was told, newest first.
 * @throws Refused `not_found` when there is none, and `cursor_invalid`.
 */
export async function listWebhookDeliveries(
  { id, query: { limit, cursor } }: { id: string; query: DeliveryQuery },
  { webhooks, deliveries }: Deps,
): Promise<DeliveryPage> {
  there(await webhooks.find(id));
  const page = await deliveries.list(id, { limit, after: cursor });
  return { data: page.deliveries.map(toAnswer), next_cursor: page.next };
}

/**
 * Sends a delivery again, with the id that it had.
 * @throws Refused `not_found` when there is none, or it was forgotten.
 */
export async function replayWebhookDelivery(
  { id, delivery: eventId }: { id: string; delivery: string },
  { webhooks, deliveries, queue }: SendDeps,
): Promise<DeliveryAnswer> {
  there(await webhooks.find(id));
  const renewed = await deliveries.renew(id, eventId);
  if (renewed === undefined) throw new Refused('not_found', 'there is no such delivery, or it was forgotten after five days');
  await queue.send([{ version: 1, webhookId: id, eventId }]);
  return toAnswer(renewed);
}

/**
 * Sends an event that says nothing, whatever the webhook wants to be told of.
 * @throws Refused `not_found` when there is none.
 */
export async function testWebhook(
  id: string,
  { webhooks, now, newSeed, ...deps }: SendDeps & { now: Now; newSeed: () => string },
): Promise<DeliveryAnswer> {
  there(await webhooks.find(id));
  const at = now();
  const eventId = `evt_${derivedUlid(at, 'webhook.test', id, newSeed())}`;
  const event = { id: eventId, type: 'webhook.test', version: 1, timestamp: at.toISOString(), data: { webhook: id } } as const;
  const delivery = newDelivery(id, event, at);
  await queueDeliveries([delivery], deps);
  return toAnswer(delivery);
}

function toAnswer({ eventId, status, nextAttemptAt, attempts, createdAt, body }: Delivery): DeliveryAnswer {
  return {
    id: eventId,
    status,
    next_attempt_at: nextAttemptAt?.toISOString(),
    attempts: [...attempts],
    created_at: createdAt.toISOString(),
    event: JSON.parse(body),
  };
}
