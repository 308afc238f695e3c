import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import type { DeliveryAnswer, DeliveryPage, DeliveryQuery } from '../../contract/webhooks/webhooks.ts';
import { Refused } from '../errors.ts';
import type { Queue } from '../publishing/ports/queues.ts';
import { derivedUlid } from '../publishing/rules/derived-id.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Deliveries, Delivery, Webhook, Webhooks } from './ports/webhooks.ts';
import { newDelivery, queueDeliveries, toMessage } from './queue-deliveries.ts';
import { isUnderWay } from './rules/deliveries.ts';
import { there } from './webhooks.ts';

type Deps = { webhooks: Webhooks; deliveries: Deliveries };
type SendDeps = Deps & { queue: Queue<WebhookMessage>; now: Now };

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
 * @throws Refused `not_found` when there is none, or it was forgotten; `webhook_disabled`; `delivery_pending` for one that will be tried.
 */
export async function replayWebhookDelivery(
  { id, delivery: eventId }: { id: string; delivery: string },
  { webhooks, deliveries, queue, now }: SendDeps,
): Promise<DeliveryAnswer> {
  refuseDisabled(there(await webhooks.find(id)));
  const found = await deliveries.find(id, eventId);
  if (found === undefined) throw new Refused('not_found', 'there is no such delivery, or it was forgotten after five days');
  const at = now();
  const renewed = isUnderWay(found, at) ? undefined : await deliveries.renew(found, at);
  if (renewed === undefined) throw new Refused('delivery_pending', pendingDetail(found));
  await queue.send([toMessage(renewed)]);
  return toAnswer(renewed);
}

/**
 * Sends an event that says nothing, whatever the webhook wants to be told of.
 * @throws Refused `not_found` when there is none, and `webhook_disabled`.
 */
export async function testWebhook(
  id: string,
  { webhooks, now, newSeed, ...deps }: SendDeps & { newSeed: () => string },
): Promise<DeliveryAnswer> {
  refuseDisabled(there(await webhooks.find(id)));
  const at = now();
  const eventId = `evt_${derivedUlid(at, 'webhook.test', id, newSeed())}`;
  const event = { id: eventId, type: 'webhook.test', version: 1, timestamp: at.toISOString(), data: { webhook: id } } as const;
  const delivery = newDelivery(id, event, at);
  await queueDeliveries([delivery], deps);
  return toAnswer(delivery);
}

function refuseDisabled({ id, status, disabledBecause }: Webhook): void {
  if (status === 'active') return;
  const why = disabledBecause === undefined ? '' : ` (${disabledBecause})`;
  const wayOut = `PATCH /v1/webhooks/${id} with {"status": "active"} switches it on`;
  throw new Refused('webhook_disabled', `nothing is sent to it while it is disabled${why}; ${wayOut}`);
}

function pendingDetail({ nextAttemptAt }: Delivery): string {
  const when = nextAttemptAt === undefined ? 'in this moment' : `at ${nextAttemptAt.toISOString()}`;
  return `it is not over yet: the next attempt is ${when}; replay it once it was delivered or failed`;
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
