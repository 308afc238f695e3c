import type { Key } from '../table/key.ts';

/** The partition that lists all webhooks, oldest first: there are ten at most. */
export const webhookList = 'WEBHOOKS';

/** Says where a webhook lies. */
export function webhookKey(webhookId: string): Key {
  return { pk: webhookList, sk: webhookId };
}

/** Says under what lies all that a webhook is told, in order of time. */
export function deliveryPartition(webhookId: string): string {
  return `WEBHOOK#${webhookId}`;
}

/** Says where an event on its way to a webhook lies: an event's id begins with its time. */
export function deliveryKey(webhookId: string, eventId: string): Key {
  return { pk: deliveryPartition(webhookId), sk: eventId };
}
