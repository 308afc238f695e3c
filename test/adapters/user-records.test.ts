import type { UserRecord } from '../../core/ports.ts';
import { aMessage, aMoment, aNotification, anInboxItem, notificationId } from '../world.ts';
import { describeEachStore, type StoreWorld } from './each-store.ts';
import { farAway } from './enter-item.ts';

const topic = 'building:42';

/** Enters one with an inbox item and one without, and subscribes: everything there can be. */
async function fill({ users, ledger, topics }: StoreWorld, userId: string): Promise<void> {
  await users.upsert(userId, { email: `${userId}@example.com` }, aMoment);
  await topics.subscribe({ topic, userId });
  for (const kind of ['shown', 'hidden']) {
    const id = notificationId(`${userId} ${kind}`);
    await ledger.enter({
      notification: aNotification({ id, userId }),
      messages: [aMessage({ notificationId: id })],
      ...(kind === 'shown' && { inboxItem: anInboxItem({ notificationId: id, userId }) }),
      expiresAt: farAway,
    });
  }
}

async function eraseAll({ records }: StoreWorld, userId: string): Promise<void> {
  while ((await records.eraseSome(userId)).more);
}

async function readAll({ records }: StoreWorld, userId: string, limit = 2): Promise<UserRecord[]> {
  const all: UserRecord[] = [];
  let after: string | undefined;
  do {
    const page = await records.page({ userId, after, limit });
    all.push(...page.records);
    after = page.next;
  } while (after !== undefined);
  return all;
}

describeEachStore('what is kept of a user', (open) => {
  test('is read page by page: notifications, with or without an inbox item, and subscriptions', async () => {
    const here = await open();
    await fill(here, 'ada');
    await fill(here, 'grace');

    const records = await readAll(here, 'ada');

    const notifications = records.flatMap((record) => (record.kind === 'notification' ? [record] : []));
    expect(records).toHaveLength(3);
    expect(notifications.map(({ notification }) => notification.id).sort()).toEqual(
      [notificationId('ada shown'), notificationId('ada hidden')].sort(),
    );
    expect(notifications.map(({ inboxItem }) => inboxItem?.title).sort()).toEqual(['Hello, Ada', undefined]);
    expect(notifications[0]?.messages).toMatchObject([{ channel: 'email', status: 'queued' }]);
    expect(records).toContainEqual({ kind: 'subscription', topic });
  });

  test('refuses a cursor that it never gave', async () => {
    const here = await open();

    await expect(here.records.page({ userId: 'ada', after: 'x9', limit: 2 })).rejects.toMatchObject({ code: 'cursor_invalid' });
  });

  test('goes with them, and nothing of anybody else', async () => {
    const here = await open();
    await fill(here, 'ada');
    await fill(here, 'grace');

    expect(await here.records.close('ada', aMoment)).toBe(true);
    await eraseAll(here, 'ada');

    expect(await readAll(here, 'ada')).toEqual([]);
    expect((await here.users.getMany(['ada', 'grace'])).size).toBe(1);
    expect(await here.ledger.read(notificationId('ada shown'))).toBeUndefined();
    expect(await here.ledger.read(notificationId('ada hidden'))).toBeUndefined();
    expect(await here.topics.subscribers({ topic, limit: 10 })).toEqual({ userIds: ['grace'] });
    expect(await readAll(here, 'grace')).toHaveLength(3);
  });

  test('is erased in steps, and who is not done with is listed until then', async () => {
    const here = await open();
    await here.users.upsert('ada', {}, aMoment);
    for (let n = 0; n < 60; n += 1) await here.topics.subscribe({ topic: `topic-${n}`, userId: 'ada' });
    await here.records.close('ada', aMoment);

    const first = await here.records.eraseSome('ada');
    const left = await here.records.erasing(10);
    const second = await here.records.eraseSome('ada');

    expect([first.more, second.more]).toEqual([true, false]);
    expect(first.erased + second.erased).toBe(60);
    expect(left).toEqual(['ada']);
    expect(await here.records.erasing(10)).toEqual([]);
  });

  test('does not come back by what was under way when they were deleted', async () => {
    const here = await open();
    await fill(here, 'ada');
    await here.records.close('ada', aMoment);
    await eraseAll(here, 'ada');

    await expect(here.topics.subscribe({ topic, userId: 'ada' })).resolves.toBe(false);
    for (const inboxItem of [anInboxItem({ notificationId: notificationId('late') }), undefined]) {
      const id = notificationId('late');
      const entered = await here.ledger.enter({
        notification: aNotification({ id }),
        messages: [aMessage({ notificationId: id })],
        ...(inboxItem && { inboxItem }),
        expiresAt: farAway,
      });
      expect(entered).toEqual([]);
    }
    expect(await readAll(here, 'ada')).toEqual([]);
    expect(await here.ledger.read(notificationId('late'))).toBeUndefined();
  });

  test('a user who comes back begins anew, and closing who is not there closes nobody', async () => {
    const here = await open();
    expect(await here.records.close('ada', aMoment)).toBe(false);
    await fill(here, 'ada');
    const { version } = await here.feed.state('ada', { fresh: true });
    await here.records.close('ada', aMoment);
    await eraseAll(here, 'ada');

    await here.users.upsert('ada', { email: 'new@example.com' }, aMoment);
    const id = notificationId('again');
    await here.ledger.enter({
      notification: aNotification({ id }),
      messages: [aMessage({ notificationId: id })],
      inboxItem: anInboxItem({ notificationId: id }),
      expiresAt: farAway,
    });

    expect(version).toBe(1);
    expect((await here.users.getMany(['ada'])).get('ada')).toMatchObject({ email: 'new@example.com', version: 1 });
    expect(await readAll(here, 'ada')).toHaveLength(1);
  });

  test('an inbox shows and marks nothing of a notification that has no inbox item', async () => {
    const here = await open();
    await fill(here, 'ada');
    const state = await here.feed.state('ada', { fresh: true });

    const { items } = await here.feed.page({ userId: 'ada', state, status: 'all', archived: false, limit: 10 });

    expect(items.map((item) => item.notificationId)).toEqual([notificationId('ada shown')]);
    expect(await here.feed.counts('ada', state)).toEqual({ unread: 1, unseen: 1 });
    expect(await here.feed.mark('ada', notificationId('ada hidden'), 'read')).toBeUndefined();
  });
});
