import type { Event } from '../../../contract/events/event.ts';

const keptDays = 5;

/** When what was delivered is forgotten: longer than its attempts take. */
export function deliveryExpiresAt(createdAt: Date): Date {
  return new Date(createdAt.getTime() + keptDays * 24 * 3_600_000);
}

/** Whether a webhook is to be told of an event. */
export function wants({ status, events }: { status: string; events: readonly string[] }, { type }: Pick<Event, 'type'>): boolean {
  return status === 'active' && (events.includes('*') || events.includes(type));
}
