import type { Now } from '../../../core/time/ports/clock.ts';
import type { Deliveries, Delivery, DeliveryState } from '../../../core/webhooks/ports/webhooks.ts';
import { formatDeliveryPosition, parseDeliveryPosition } from '../../records/delivery-position.ts';

/** Keeps deliveries in memory. */
export function memoryDeliveries(now: Now): Deliveries {
  const all: Delivery[] = [];
  const find = (webhookId: string, eventId: string) =>
    all.find((each) => each.webhookId === webhookId && each.eventId === eventId && each.expiresAt > now());
  const findAs = ({ webhookId, eventId, tries, replays }: DeliveryState) => {
    const delivery = find(webhookId, eventId);
    return delivery?.tries === tries && delivery.replays === replays ? delivery : undefined;
  };

  return {
    async add(deliveries) {
      for (const delivery of deliveries)
        if (find(delivery.webhookId, delivery.eventId) === undefined) all.push(structuredClone(delivery));
    },
    find: async (webhookId, eventId) => structuredClone(find(webhookId, eventId)),
    async record(state, { status, nextAttemptAt, attempt }) {
      const delivery = findAs(state);
      if (delivery === undefined) return false;
      const attempts = attempt === undefined ? delivery.attempts : [...delivery.attempts, attempt];
      delete delivery.nextAttemptAt;
      Object.assign(delivery, { status, attempts, tries: delivery.tries + (attempt === undefined ? 0 : 1) });
      if (nextAttemptAt !== undefined) delivery.nextAttemptAt = nextAttemptAt;
      return true;
    },
    async renew(state, nextAttemptAt) {
      const delivery = findAs(state);
      if (delivery === undefined) return undefined;
      const replays = (delivery.replays ?? 0) + 1;
      return structuredClone(Object.assign(delivery, { status: 'pending', tries: 0, replays, nextAttemptAt }));
    },
    async list(webhookId, { after, limit }) {
      const before = after === undefined ? undefined : parseDeliveryPosition(webhookId, after);
      const ours = all
        .filter((each) => each.webhookId === webhookId && each.expiresAt > now())
        .filter(({ eventId }) => before === undefined || eventId < before)
        .sort((a, b) => (a.eventId < b.eventId ? 1 : -1));
      const deliveries = structuredClone(ours.slice(0, limit));
      const last = deliveries.at(-1);
      return ours.length > limit && last ? { deliveries, next: formatDeliveryPosition(webhookId, last.eventId) } : { deliveries };
    },
  };
}
