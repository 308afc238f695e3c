import type { Event } from '../../contract/events/event.ts';
import type { ChangedNotifications } from '../events/ports/events.ts';
import type { NotificationImage } from '../events/rules/images.ts';
import type { Delivery } from './ports/webhooks.ts';
import { newDelivery, type QueueDeliveriesDeps, queueDeliveries } from './queue-deliveries.ts';
import { endedEvent, mayTellOfEnd, tellsOfFailure } from './rules/callbacks.ts';

export type CallBackDeps = QueueDeliveriesDeps & { notifications: Pick<ChangedNotifications, 'messages'> };

/** An event, and the notification that it is about. */
export type Told = { event: Event; notification?: NotificationImage | undefined };

/**
 * Tells the webhooks that publishes name: of each message that did not reach its user, and of a notification that has ended on all its
 * channels. What is told twice has one id. It reads and writes nothing where no publish names one.
 */
export async function callBack(told: readonly Told[], deps: CallBackDeps): Promise<void> {
  const calls = [...failures(told), ...(await endings(told, deps))];
  if (calls.length === 0) return;
  const webhooks = await deps.webhooks.list();
  const active = new Set(webhooks.filter(({ status }) => status === 'active').map(({ id }) => id));
  const wanted = calls.filter(({ webhookId }) => active.has(webhookId));
  const at = deps.now();
  await queueDeliveries(
    wanted.map(({ webhookId, event }): Delivery => newDelivery(webhookId, event, at)),
    deps,
  );
}

type Call = { webhookId: string; event: Event };

function failures(told: readonly Told[]): Call[] {
  return told.flatMap(({ event, notification }) => {
    const webhookId = notification?.failureCallback;
    return webhookId !== undefined && tellsOfFailure(event) ? [{ webhookId, event }] : [];
  });
}

async function endings(told: readonly Told[], { notifications }: CallBackDeps): Promise<Call[]> {
  const mayHaveEnded = new Map(
    told.flatMap(({ event, notification }) =>
      notification?.callback !== undefined && mayTellOfEnd(event) ? [[notification.id, notification] as const] : [],
    ),
  );
  if (mayHaveEnded.size === 0) return [];
  const messages = await notifications.messages([...mayHaveEnded.keys()]);
  return [...mayHaveEnded.values()].flatMap((notification) => {
    const event = endedEvent(notification, messages.get(notification.id) ?? []);
    return event !== undefined && notification.callback !== undefined ? [{ webhookId: notification.callback, event }] : [];
  });
}
