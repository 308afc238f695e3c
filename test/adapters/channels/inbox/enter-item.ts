import type { NewInboxItem } from '../../../../core/channels/inbox/ports/feed.ts';
import { aMessage, aNotification, anInboxItem, notificationId } from '../../../world.ts';
import type { StoreWorld } from '../../each-store.ts';

/** Far behind every test's time. */
export const farAway = new Date('2031-01-01T00:00:00.000Z');

/** Enters a notification of this name with its inbox item, and answers its id. */
export async function enterItem(
  { ledger }: Pick<StoreWorld, 'ledger'>,
  name: string,
  { expiresAt = farAway, ...changes }: Partial<NewInboxItem> & { expiresAt?: Date } = {},
): Promise<string> {
  const inboxItem = anInboxItem({ notificationId: notificationId(name), title: name, ...changes });
  const { notificationId: id, userId, category, createdAt } = inboxItem;
  await ledger.enter({
    notification: aNotification({ id, userId, category, createdAt }),
    messages: [aMessage({ notificationId: id, channel: 'inbox', status: 'delivered' })],
    inboxItem,
    expiresAt,
  });
  return id;
}
