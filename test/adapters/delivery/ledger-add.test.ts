import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { NewInboxItem } from '../../../core/channels/inbox/ports/feed.ts';
import { aMessage, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const id = notificationId('n1');
const explanation: Explanation = { channel: 'email', decision: 'send', because: 'in place of the SMS', instead_of: 'sms' };

describeEachStore('adding a channel to the ledger', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const sms = aMessage({ channel: 'sms', address: '+447400123456' });
  const enter = (expiresAt = farAway) => store.ledger.enter({ notification: aNotification(), messages: [sms], expiresAt });
  const add = (inboxItem?: NewInboxItem, message = aMessage()) =>
    store.ledger.add({ message, explanation, ...(inboxItem && { inboxItem }) });

  test('gives the notification the message and says why, and the message can be taken', async () => {
    await enter();
    await add();

    const { notification, messages } = (await store.ledger.read(id)) ?? {};
    expect(messages).toEqual(expect.arrayContaining([sms, aMessage()]));
    expect(notification?.explanation).toEqual([...aNotification().explanation, explanation]);
    const rules = { leaseSeconds: 60, ambiguousWaitSeconds: 120, now: store.now() };
    expect(await store.ledger.find({ notificationId: id, channel: 'email', ...rules })).toMatchObject({ outcome: 'free' });
  });

  test('changes nothing the second time, however many do it at once', async () => {
    await enter();
    await Promise.all(Array.from({ length: 5 }, () => add(anInboxItem())));
    await add(undefined, aMessage({ address: 'new@example.com' }));

    const { notification, messages = [] } = (await store.ledger.read(id)) ?? {};
    expect(messages).toHaveLength(2);
    expect(messages).toContainEqual(aMessage());
    expect(notification?.explanation).toHaveLength(2);
    expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 1 });
  });

  test('can bring an item into the inbox, which raises its version', async () => {
    await enter();
    await add(anInboxItem(), aMessage({ channel: 'inbox', status: 'delivered' }));

    const state = await store.feed.state('ada', { fresh: true });
    expect(state).toMatchObject({ version: 1 });
    expect(await store.feed.counts('ada', state)).toEqual({ unread: 1, unseen: 1 });
  });

  test('does nothing to what was never entered, or has expired', async () => {
    await add();
    expect(await store.ledger.read(id)).toBeUndefined();

    await enter(new Date('2030-03-16T00:00:00.000Z'));
    store.at('2030-03-16T00:00:00.000Z');
    await add(anInboxItem());

    expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 0 });
  });
});
