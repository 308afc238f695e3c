import { shardsOfBucket } from '../../../core/digests/rules/digest-bucket.ts';
import { bucketOf } from '../../../core/scheduling/rules/due-time.ts';
import type { UserRecord } from '../../../core/users/ports/users.ts';
import { aMessage, aMoment, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { enterDigestEntry } from '../digests/enter-digest-entry.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

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

/** One notification in a digest that was closed, and one in the digest that is open. */
async function fillDigests(here: StoreWorld): Promise<void> {
  await here.users.upsert('ada', {}, here.now());
  await enterDigestEntry(here, 'one', { inInbox: true });
  const { number, due } = await here.digests.state('ada', 'daily');
  if (due === undefined) throw new Error('no digest was opened');
  here.at(due.at);
  await here.digests.close({ userId: 'ada', frequency: 'daily', number, dueAt: due.at }, due.date);
  await enterDigestEntry(here, 'two');
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
  test('says of an inbox item when its user first saw and read it', async () => {
    const here = await open();
    await here.ledger.enter({
      notification: aNotification(),
      messages: [aMessage({ channel: 'inbox', status: 'delivered', address: undefined })],
      inboxItem: anInboxItem(),
      expiresAt: farAway,
    });
    await here.feed.mark('ada', notificationId('n1'), 'read');

    expect(await readAll(here, 'ada')).toMatchObject([{ kind: 'notification', marks: { readAt: here.now() } }]);
  });

  test('is read page by page: notifications, with or without an inbox item, and subscriptions', async () => {
    const here = await open();
    await fill(here, 'ada');
    await fill(here, 'grace');

    const records = await readAll(here, 'ada');

    const notifications = records.flatMap((record) => (record.kind === 'notification' ? [record] : []));
    expect(records).toHaveLength(4); // with the hash of the address
    expect(notifications.map(({ notification }) => notification.id).sort()).toEqual(
      [notificationId('ada shown'), notificationId('ada hidden')].sort(),
    );
    expect(notifications.map(({ inboxItem }) => inboxItem?.title).sort()).toEqual(['Hello, Ada', undefined]);
    expect(notifications[0]?.messages).toMatchObject([{ channel: 'email', status: 'queued' }]);
    expect(records).toContainEqual({ kind: 'subscription', topic });
  });

  test('refuses a cursor that it never gave', async () => {
    const here = await open();

    for (const after of ['x9', Buffer.from('USER').toString('base64url'), Buffer.from('V#1').toString('base64url')])
      await expect(here.records.page({ userId: 'ada', after, limit: 2 })).rejects.toMatchObject({ code: 'cursor_invalid' });
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
    expect(await readAll(here, 'grace')).toHaveLength(4); // with the hash of the address
  });

  test('is read with its digests: which are open, which were closed, and what waits in them', async () => {
    const here = await open();
    await fillDigests(here);

    const records = (await readAll(here, 'ada')).filter(({ kind }) => kind !== 'notification');

    const [due, closedAt] = [new Date('2030-03-17T08:00:00.000Z'), new Date('2030-03-16T08:00:00.000Z')];
    expect(records).toHaveLength(4);
    expect(records).toEqual(
      expect.arrayContaining([
        { kind: 'closed-digest', frequency: 'daily', number: 1, date: '2030-03-16', dueAt: closedAt },
        {
          kind: 'digests',
          frequency: 'daily',
          state: { number: 2, due: { date: '2030-03-17', at: due }, lastDate: '2030-03-16' },
        },
        { kind: 'digest-entry', frequency: 'daily', number: 1, entry: expect.objectContaining({ title: 'one' }) },
        { kind: 'digest-entry', frequency: 'daily', number: 2, entry: expect.objectContaining({ title: 'two' }) },
      ]),
    );
  });

  test('goes from where it lies in time and under its cancellation key as well', async () => {
    const here = await open();
    await fillDigests(here);
    const [id, dueAt] = [notificationId('held'), new Date('2030-03-15T22:00:00.000Z')];
    const held = { notificationId: id, status: 'scheduled', dueAt } as const;
    await here.ledger.enter({
      notification: aNotification({ id, cancellationKey: 'order-7' }),
      messages: [aMessage(held), aMessage({ ...held, channel: 'sms' })],
      dueAts: [dueAt],
      expiresAt: farAway,
    });
    const bucket = new Date('2030-03-17T08:00:00.000Z');
    const left = async () => {
      const { items } = await here.dueItems.list({ bucket: bucketOf(dueAt), limit: 10 });
      const { notificationIds } = await here.cancellations.list({ key: 'order-7', limit: 10 });
      const shards = Array.from({ length: shardsOfBucket }, (_, shard) => here.digests.due({ bucket, shard, limit: 10 }));
      const digests = (await Promise.all(shards)).flatMap((page) => page.digests);
      return [items.length, notificationIds.length, digests.length];
    };
    expect(await left()).toEqual([1, 1, 1]);

    await here.records.close('ada', aMoment);
    await eraseAll(here, 'ada');

    expect(await left()).toEqual([0, 0, 0]);
    expect(await readAll(here, 'ada')).toEqual([]);
    expect(await here.digests.state('ada', 'daily')).toEqual({ number: 0 });
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

  test('nothing that was held goes on for who was deleted a moment ago, and what is not erased yet can be ended', async () => {
    const here = await open();
    await here.users.upsert('ada', {}, aMoment);
    const [id, dueAt] = [notificationId('held'), new Date('2030-03-15T22:00:00.000Z')];
    const message = aMessage({ notificationId: id, status: 'scheduled', dueAt });
    await here.ledger.enter({ notification: aNotification({ id }), messages: [message], expiresAt: farAway });
    await here.records.close('ada', aMoment);
    const release = (status: 'queued' | 'scheduled' | 'skipped') =>
      here.ledger.release({
        notificationId: id,
        moves: [{ channel: 'email', heldUntil: dueAt, status }],
        explanation: [],
        at: dueAt,
      });

    expect([await release('queued'), await release('scheduled')]).toEqual([false, false]);
    expect(await release('skipped')).toBe(true);
    await eraseAll(here, 'ada');
    expect(await release('queued')).toBe(false);
    expect(await readAll(here, 'ada')).toEqual([]);
  });

  test('no channel is added to what is being erased', async () => {
    const here = await open();
    await fill(here, 'ada');
    await here.records.close('ada', aMoment);
    const id = notificationId('ada hidden');
    const message = aMessage({ notificationId: id, channel: 'sms' });
    const explanation = { channel: 'sms', decision: 'send', because: 'a test' } as const;

    await here.ledger.add({ message, explanation });
    await here.ledger.add({ message, explanation, inboxItem: anInboxItem({ notificationId: id }) });

    expect((await here.ledger.read(id))?.messages.map(({ channel }) => channel)).toEqual(['email']);
  });

  test('no digest is closed or put off for who was deleted a moment ago', async () => {
    const here = await open();
    await here.users.upsert('ada', {}, aMoment);
    await enterDigestEntry(here, 'one');
    const { number, due } = await here.digests.state('ada', 'daily');
    if (due === undefined) throw new Error('no digest was opened');
    const digest = { userId: 'ada', frequency: 'daily', number, dueAt: due.at } as const;
    await here.records.close('ada', aMoment);

    expect(await here.digests.close(digest, due.date)).toBe(false);
    expect(await here.digests.move(digest, { ...due, at: new Date('2030-03-17T08:00:00.000Z') })).toBe(false);
    expect(await here.digests.closed(digest)).toBeUndefined();
  });

  test('a token that outlives its user marks nothing, chooses nothing and does not bring them back', async () => {
    const here = await open();
    await fill(here, 'ada');
    const { version } = await here.feed.state('ada', { fresh: true });
    await here.records.close('ada', aMoment);

    expect(await here.feed.mark('ada', notificationId('ada shown'), 'read')).toBeUndefined();
    expect(await here.feed.markThrough('ada', 'read', version)).toMatchObject({ readThrough: 0 });
    expect(await here.users.choose({ userId: 'ada', choices: { digestTime: '06:15' }, version: 0 }, aMoment)).toBe('erased');
    await eraseAll(here, 'ada');
    expect(await here.users.choose({ userId: 'ada', choices: { digestTime: '06:15' }, version: 0 }, aMoment)).toBe('erased');

    expect((await here.users.getMany(['ada'])).size).toBe(0);
    // an inbox that a browser has seen is not the one that it sees now
    expect(await here.feed.state('ada', { fresh: true })).toEqual({ version: version + 1, seenThrough: 0, readThrough: 0 });
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
    expect(await readAll(here, 'ada')).toHaveLength(2); // with the hash of the address
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
