import type { Event } from '../../../contract/events/event.ts';
import type { DeliveryStatus } from '../../../contract/webhooks/webhooks.ts';

type Queued = { status: DeliveryStatus; nextAttemptAt?: Date; createdAt: Date };

const keptDays = 5;

/** When what was delivered is forgotten: longer than its attempts take. */
export function deliveryExpiresAt(createdAt: Date): Date {
  return new Date(createdAt.getTime() + keptDays * 24 * 3_600_000);
}

/** Whether a webhook is to be told of an event. */
export function wants({ status, events }: { status: string; events: readonly string[] }, { type }: Pick<Event, 'type'>): boolean {
  return status === 'active' && (events.includes('*') || events.includes(type));
}

/** For how long after its time an attempt may still come by itself. */
const lateMinutes = 15;

/** Whether a delivery will be tried without anybody's doing. One that is late by much has lost its place in the queue. */
export function isUnderWay({ status, nextAttemptAt, createdAt }: Queued, now: Date): boolean {
  return status === 'pending' && now.getTime() - (nextAttemptAt ?? createdAt).getTime() < lateMinutes * 60_000;
}
