import type { Release, ReleaseMove } from '../../../core/scheduling/ports/ledger.ts';
import { bucketOf } from '../../../core/scheduling/rules/due-time.ts';
import { takeMessage } from '../../take-message.ts';
import { aMessage, aMoment, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const id = notificationId('n1');
const dueAt = new Date('2030-03-15T22:00:00.000Z');
const later = new Date('2030-03-16T06:00:00.000Z');
const at = aMoment;

describeEachStore('what is held', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  type Entry = Parameters<StoreWorld['ledger']['enter']>[0];
  const enter = (changes: Partial<Entry> = {}) =>
    store.ledger.enter({
      notification: aNotification({ cancellationKey: 'order-7' }),
      messages: [aMessage({ status: 'scheduled', dueAt })],
      dueAts: [dueAt],
      expiresAt: farAway,
      ...changes,
    });
  const move = (changes: Partial<ReleaseMove> = {}): ReleaseMove => ({
    channel: 'email',
    heldUntil: dueAt,
    status: 'queued',
    address: 'ada@example.com',
    ...changes,
  });
  const release = (changes: Partial<Release> = {}) =>
    store.ledger.release({ notificationId: id, moves: [move()], explanation: [], at: dueAt, ...changes });
  const cancel = () => store.ledger.cancel({ notificationId: id, at, expiresAt: farAway });
  const find = (channel: 'email' | 'sms' = 'email') =>
    store.ledger.find({ notificationId: id, channel, leaseSeconds: 60, ambiguousWaitSeconds: 120, now: store.now() });
  const read = async (channel = 'email') =>
    (await store.ledger.read(id))?.messages.find((message) => message.channel === channel);
  const due = async (instant: Date) => (await store.dueItems.list({ bucket: bucketOf(instant), limit: 100 })).items;

  describe('is entered', () => {
    test('with its time and its overrides, and lies where a sweep finds it', async () => {
      const notification = aNotification({
        channels: ['email'],
        sendAt: dueAt,
        goodUntil: later,
        cancellationKey: 'order-7',
        experiment: 'words',
        variant: 'short',
      });
      await enter({ notification });

      expect((await store.ledger.read(id))?.notification).toEqual(notification);
      expect(await read()).toMatchObject({ status: 'scheduled', dueAt });
      expect(await due(dueAt)).toEqual([{ notificationId: id, dueAt }]);
      expect(await due(later)).toEqual([]);
    });

    test('and is found by its key for as long as it is kept, and no longer, however long its publish had it join', async () => {
      const joinedUntil = new Date('2030-03-16T00:00:00Z');
      const ended = new Date('2030-03-20T00:00:00Z');
      await store.cancellations.join('order-7', [id], joinedUntil);
      await enter({ expiresAt: ended });
      const found = async () => (await store.cancellations.list({ key: 'order-7', limit: 10 })).notificationIds;

      store.at(later);
      expect(await found()).toEqual([id]);
      store.at(ended);
      expect(await found()).toEqual([]);
    });

    test('and is not free before it is released', async () => {
      await enter();

      expect(await find()).toMatchObject({ outcome: 'busy' });
    });
  });

  test('what is held longer is kept so much longer, and is found as long', async () => {
    await enter({ expiresAt: later });
    const until = new Date(dueAt.getTime() + 86_400_000);

    expect(await release({ moves: [move({ status: 'scheduled', dueAt: until })] })).toBe(true);

    store.at(until);
    expect((await store.ledger.read(id))?.messages).toMatchObject([{ status: 'scheduled', dueAt: until }]);
    expect(await store.cancellations.list({ key: 'order-7', limit: 10 })).toEqual({ notificationIds: [id] });
    store.at(new Date(later.getTime() + 86_400_000));
    expect(await store.ledger.read(id)).toBeUndefined();
  });

  test('what falls due in one bucket comes page by page, each item once', async () => {
    const names = Array.from({ length: 25 }, (_, n) => notificationId(`held ${n}`));
    for (const name of names)
      await enter({ notification: aNotification({ id: name }), messages: [aMessage({ notificationId: name })] });

    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.dueItems.list({ bucket: bucketOf(dueAt), after, limit: 7 });
      expect(page.items.length).toBeLessThanOrEqual(7);
      seen.push(...page.items.map((item) => item.notificationId));
      after = page.next;
    } while (after !== undefined);

    expect(seen.sort()).toEqual(names.sort());
  });

  describe('is released', () => {
    test('once: what is held is then queued, with its new reasons', async () => {
      await enter();
      const explanation = [{ channel: 'email' as const, decision: 'send' as const, because: 'the night is over' }];

      expect(await release({ explanation })).toBe(true);
      expect(await release({ explanation })).toBe(false);

      expect(await read()).toMatchObject({ status: 'queued', dueAt, address: 'ada@example.com' });
      expect((await read())?.events.map(({ status }) => status)).toEqual(['scheduled', 'queued']);
      expect((await store.ledger.read(id))?.notification.explanation).toEqual(explanation);
      expect(await find()).toMatchObject({ outcome: 'free' });
    });

    test('into the inbox, where it arrives unread', async () => {
      const messages = [aMessage({ channel: 'inbox', status: 'scheduled', address: undefined, dueAt })];
      await enter({ messages });
      expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 0 });

      const moves = [move({ channel: 'inbox', status: 'delivered' })];
      await release({ moves, inboxItem: anInboxItem() });

      expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 1 });
      expect(await read('inbox')).toMatchObject({ status: 'delivered' });
      expect(await store.feed.read('ada', [id])).toEqual(new Set());
      await store.feed.mark('ada', id, 'read');
      expect(await store.feed.read('ada', [id])).toEqual(new Set([id]));
    });

    test('to be held until another time, where a sweep finds it again', async () => {
      await enter();

      expect(await release({ moves: [move({ status: 'scheduled', dueAt: later })], dueAts: [later] })).toBe(true);

      expect(await read()).toMatchObject({ status: 'scheduled', dueAt: later });
      expect(await due(later)).toEqual([{ notificationId: id, dueAt: later }]);
      expect(await release()).toBe(false); // by whoever still thinks of the time before
    });

    test('all or none of it', async () => {
      const messages = [aMessage({ status: 'scheduled', dueAt }), aMessage({ channel: 'sms', status: 'queued' })];
      await enter({ messages });

      expect(await release({ moves: [move(), move({ channel: 'sms' })] })).toBe(false);

      expect(await read()).toMatchObject({ status: 'scheduled' });
    });

    test('not when there is no such notification', async () => {
      expect(await release()).toBe(false);
    });
  });

  describe('is canceled', () => {
    test('and then neither released nor free', async () => {
      await enter({ messages: [aMessage({ status: 'scheduled', dueAt }), aMessage({ channel: 'sms' })] });

      expect(await cancel()).toMatchObject({ canceled: ['email', 'sms'], tooLate: [], dispatched: true });

      expect(await release()).toBe(false);
      expect([await find(), await find('sms')]).toEqual([{ outcome: 'finished' }, { outcome: 'finished' }]);
      expect(await read()).toMatchObject({ status: 'canceled', reason: 'canceled' });
    });

    test('after it was found and before it is sent, which then does not happen', async () => {
      await enter({ messages: [aMessage()] });
      const found = await find();
      if (found.outcome !== 'free') throw new Error('it was not free');

      expect(await cancel()).toMatchObject({ canceled: ['email'] });

      expect(await store.ledger.take(found, { status: 'sending', at, leaseSeconds: 60 })).toBeUndefined();
    });

    test('too late once it is sending, and what was skipped is no matter', async () => {
      await enter({ messages: [aMessage(), aMessage({ channel: 'sms', status: 'skipped', reason: 'no_address' })] });
      await takeMessage(store.ledger, { notificationId: id, at });

      expect(await cancel()).toMatchObject({ canceled: [], tooLate: ['email'] });
    });

    test('too late when an earlier send is in doubt, whatever became of the next', async () => {
      const events = [{ status: 'unknown' as const, at: aMoment.toISOString() }];
      await enter({ messages: [aMessage({ events })] });

      expect(await cancel()).toMatchObject({ canceled: [], tooLate: ['email'] });
    });

    test('twice with the same answer', async () => {
      await enter();

      expect(await cancel()).toEqual(await cancel());
    });

    test('before it is there: it is entered canceled, and nothing of it arrives', async () => {
      expect(await cancel()).toEqual({ notificationId: id, canceled: [], tooLate: [], dispatched: false });
      expect(await store.ledger.read(id)).toBeUndefined();

      const inbox = aMessage({ channel: 'inbox', status: 'delivered' });
      const entered = await enter({ messages: [aMessage(), inbox], inboxItem: anInboxItem() });

      expect(entered.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
      expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 0 });
      expect(await due(dueAt)).toEqual([]);
      expect(await cancel()).toMatchObject({ canceled: ['email', 'inbox'], dispatched: true });
    });

    test('by its key, which keeps out what was requested before and lets in what is requested after', async () => {
      await store.cancellations.note('order-7', aMoment, farAway);

      const [before] = await enter({
        notification: aNotification({ cancellationKey: 'order-7', createdAt: aMoment }),
        inboxItem: anInboxItem(),
      });
      const next = aNotification({
        id: notificationId('n2'),
        cancellationKey: 'order-7',
        createdAt: new Date(aMoment.getTime() + 1),
      });
      const [after] = await enter({ notification: next, messages: [aMessage({ notificationId: next.id })] });

      expect([before?.status, after?.status]).toEqual(['canceled', 'queued']);
      expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 0 });
    });
  });

  describe('has a key', () => {
    test('that finds all that were accepted or entered with it once, page by page', async () => {
      const ids = Array.from({ length: 40 }, (_, n) => notificationId(`together ${n}`));
      await store.cancellations.join('order-7', ids.slice(0, 30), farAway); // more than one request can write
      for (const each of ids.slice(20))
        await enter({ notification: aNotification({ id: each, cancellationKey: 'order-7' }), messages: [] });
      await enter({ notification: aNotification({ id: notificationId('other'), cancellationKey: 'order-70' }), messages: [] });

      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.cancellations.list({ key: 'order-7', after, limit: 6 });
        seen.push(...page.notificationIds);
        after = page.next;
      } while (after !== undefined);

      expect(seen.sort()).toEqual(ids.sort());
    });

    test('of which the latest cancellation counts', async () => {
      expect(await store.cancellations.find('order-7')).toBeUndefined();
      await store.cancellations.note('order-7', later, farAway);
      await store.cancellations.note('order-7', aMoment, farAway);

      expect(await store.cancellations.find('order-7')).toEqual(later);
    });
  });
});
