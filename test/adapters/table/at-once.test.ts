import { RetryableError } from '../../../core/errors.ts';
import { takeMessage } from '../../take-message.ts';
import { aMessage, aMoment, aNotification, notificationId } from '../../world.ts';
import { enterItem, farAway } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const names = Array.from({ length: 20 }, (_, index) => `n${index}`);

describeEachStore('all at once', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const state = () => store.feed.state('ada', { fresh: true });
  const itemsAfter = async (version: number) => {
    const slice = { userId: 'ada', state: await state(), status: 'all', archived: false, limit: 100 } as const;
    return (await store.feed.page({ ...slice, since: { version } })).items;
  };

  test('twenty notifications for one user make twenty versions, each one once', async () => {
    await Promise.all(names.map((name) => asAQueueWould(() => enterItem(store, name))));

    expect(await state()).toMatchObject({ version: 20 });
    const arrivedAfter = await Promise.all(names.map((_, version) => itemsAfter(version)));
    expect(arrivedAfter.map((items) => items.length)).toEqual(names.map((_, version) => 20 - version));
  });

  test('one notification entered ten times is one notification and one version', async () => {
    await Promise.all(Array.from({ length: 10 }, () => asAQueueWould(() => enterItem(store, 'n1'))));

    expect(await state()).toMatchObject({ version: 1 });
    expect(await itemsAfter(0)).toHaveLength(1);
  });

  test('of two who take a message exactly one has it', async () => {
    await store.ledger.enter({ notification: aNotification(), messages: [aMessage()], expiresAt: farAway });
    const take = () => takeMessage(store.ledger, { notificationId: notificationId('n1'), at: aMoment });

    const answers = await Promise.allSettled([take(), take()]);

    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('marks and arrivals and a change of the user all count', async () => {
    for (const name of names.slice(0, 5)) await enterItem(store, name);

    await Promise.all([
      ...names.slice(0, 5).map((name) => asAQueueWould(() => store.feed.mark('ada', notificationId(name), 'archived'))),
      ...names.slice(5, 10).map((name) => asAQueueWould(() => enterItem(store, name))),
      asAQueueWould(() => store.users.upsert('ada', { email: 'ada@example.com' }, aMoment)),
      asAQueueWould(() => store.feed.markThrough('ada', 'seen', 5)),
    ]);

    expect(await state()).toEqual({ version: 16, seenThrough: 5, readThrough: 0 });
    expect(await store.feed.counts('ada', await state())).toEqual({ unread: 5, unseen: 5 });
    expect((await store.users.getMany(['ada'])).get('ada')).toMatchObject({ email: 'ada@example.com' });
  });

  test('two marks on one item both hold', async () => {
    await enterItem(store, 'n1');
    await enterItem(store, 'n2');

    await Promise.all([
      asAQueueWould(() => store.feed.mark('ada', notificationId('n1'), 'read')),
      asAQueueWould(() => store.feed.mark('ada', notificationId('n1'), 'archived')),
    ]);

    expect(await store.feed.counts('ada', await state())).toEqual({ unread: 1, unseen: 1 });
  });
});

/** Does it again when it was told to: how long contenders stay in each other's way is not for a test to say. */
async function asAQueueWould<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
    }
  }
}
