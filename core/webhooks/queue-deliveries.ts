import type { Event } from '../../contract/events/event.ts';
import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import type { EventSink } from '../events/ports/events.ts';
import type { Queue } from '../publishing/ports/queues.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Deliveries, Delivery, Webhooks } from './ports/webhooks.ts';
import { deliveryExpiresAt, wants } from './rules/deliveries.ts';

export type QueueDeliveriesDeps = {
  webhooks: Pick<Webhooks, 'list'>;
  deliveries: Deliveries;
  queue: Queue<WebhookMessage>;
  now: Now;
};

/** Tells webhooks of events: notes for each one that wants it what is to be sent, and queues it. */
export function webhookSink(deps: QueueDeliveriesDeps): EventSink {
  return {
    async put(events) {
      const webhooks = await deps.webhooks.list();
      const wanted = webhooks.flatMap((webhook) =>
        events.filter((event) => wants(webhook, event)).map((event) => newDelivery(webhook.id, event, deps.now())),
      );
      if (wanted.length > 0) await queueDeliveries(wanted, deps);
    },
  };
}

/** Notes what is to be sent, and then queues it: what is noted twice is one delivery, and whoever sends finds out whether it is done. */
export async function queueDeliveries(
  wanted: readonly Delivery[],
  { deliveries, queue }: Pick<QueueDeliveriesDeps, 'deliveries' | 'queue'>,
): Promise<void> {
  await deliveries.add(wanted);
  await queue.send(wanted.map(toMessage));
}

/** The message that has a delivery tried, as it was asked for this time. */
export function toMessage({ webhookId, eventId, replays }: Delivery): WebhookMessage {
  return { version: 1, webhookId, eventId, ...(replays !== undefined && { replay: replays }) };
}

/** A delivery that nothing has become of yet. */
export function newDelivery(webhookId: string, event: Event, now: Date): Delivery {
  return {
    webhookId,
    eventId: event.id,
    body: JSON.stringify(event),
    status: 'pending',
    attempts: [],
    tries: 0,
    createdAt: now,
    expiresAt: deliveryExpiresAt(now),
  };
}
