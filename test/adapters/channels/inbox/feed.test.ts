import type { FeedSlice, FeedState } from '../../../../core/channels/inbox/ports/feed.ts';
import { aMoment, notificationId } from '../../../world.ts';
import { describeEachStore, type StoreWorld } from '../../each-store.ts';
import { enterItem, farAway } from './enter-item.ts';

describeEachStore('the feed', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  async function arrive(...names: string[]): Promise<void> {
    for (const name of names) await enterItem(store, name);
  }

  async function fresh(userId = 'ada'): Promise<FeedState> {
    return store.feed.state(userId, { fresh: true });
  }

  async function page(changes: Partial<FeedSlice> = {}) {
    const slice: FeedSlice = { userId: 'ada', state: await fresh(), status: 'all', archived: false, limit: 25, ...changes };
    const { items, next } = await store.feed.page(slice);
    return { titles: items.map(({ title }) => title), items, next };
  }

  const mark = (name: string, how: Parameters<StoreWorld['feed']['mark']>[2]) =>
    store.feed.mark('ada', notificationId(name), how);

  test('of a user that nobody knows is empty and at version 0', async () => {
    const state = await store.feed.state('nobody');

    expect(state).toEqual({ version: 0, seenThrough: 0, readThrough: 0 });
    expect(await page({ userId: 'nobody', state })).toMatchObject({ items: [], next: undefined });
    expect(await store.feed.counts('nobody', state)).toEqual({ unread: 0, unseen: 0 });
    expect(await store.feed.markThrough('nobody', 'read', 0)).toEqual(state);
    expect(await store.feed.markThrough('nobody', 'seen', 7)).toEqual(state);
  });

  test('gives an item back as it was entered, unread and unseen', async () => {
    const shown = {
      title: 'Hello',
      body: 'A body',
      actionUrl: 'https://app.example.com/1',
      actor: { id: 'grace', name: 'Grace' },
      image: { url: 'https://app.example.com/a.png', alt: 'A' },
      actions: [{ id: 'ok', label: 'OK', primary: true }],
    };
    await enterItem(store, 'n1', { ...shown, category: 'repairs' });

    expect((await page()).items).toEqual([
      {
        notificationId: notificationId('n1'),
        userId: 'ada',
        workflow: 'greeting',
        category: 'repairs',
        priority: 'normal',
        ...shown,
        createdAt: aMoment,
        read: false,
        seen: false,
        archived: false,
      },
    ]);
  });

  test('shows the last arrival first, whenever it was created', async () => {
    await enterItem(store, 'late', { createdAt: new Date('2030-03-15T13:00:00.000Z') });
    await enterItem(store, 'early', { createdAt: new Date('2030-03-15T11:00:00.000Z') });

    expect((await page()).titles).toEqual(['early', 'late']);
  });

  test('goes on where a page ended, and what arrives in between is not shown twice', async () => {
    await arrive('n1', 'n2', 'n3', 'n4', 'n5');
    const first = await page({ limit: 2 });
    await arrive('n6');
    const second = await page({ limit: 2, after: first.next });
    const third = await page({ limit: 2, after: second.next });

    expect([first.titles, second.titles, third.titles]).toEqual([['n5', 'n4'], ['n3', 'n2'], ['n1']]);
    expect(third.next).toBeUndefined();
  });

  test('has no next page when the last item is on this one', async () => {
    await arrive('n1', 'n2');

    expect((await page({ limit: 2 })).next).toBeUndefined();
  });

  test('refuses a position that it never gave', async () => {
    await expect(page({ after: 'active#0' })).rejects.toMatchObject({ code: 'cursor_invalid' });
  });

  test("never shows another user's items, nor marks them", async () => {
    await enterItem(store, 'hers', { userId: 'grace' });
    await enterItem(store, 'his', { userId: 'ada' });

    expect((await page()).titles).toEqual(['his']);
    expect(await mark('hers', 'read')).toBeUndefined();
    expect(await store.feed.counts('grace', await fresh('grace'))).toEqual({ unread: 1, unseen: 1 });
  });

  test('filters by category, and by when it arrived or was created', async () => {
    await enterItem(store, 'old', { createdAt: new Date('2030-03-01T00:00:00.000Z') });
    await enterItem(store, 'bill', { category: 'billing' });
    await enterItem(store, 'new');

    expect((await page({ category: 'billing' })).titles).toEqual(['bill']);
    expect((await page({ since: { version: 1 } })).titles).toEqual(['new', 'bill']);
    expect((await page({ since: { version: 3 } })).titles).toEqual([]);
    expect((await page({ since: { instant: aMoment } })).titles).toEqual(['new', 'bill']);
  });

  test('filters by status', async () => {
    await arrive('n1', 'n2', 'n3');
    await mark('n1', 'read');
    await mark('n2', 'seen');

    expect((await page({ status: 'read' })).titles).toEqual(['n1']);
    expect((await page({ status: 'unread' })).titles).toEqual(['n3', 'n2']);
    expect((await page({ status: 'unseen' })).titles).toEqual(['n3']);
  });

  test('rises by one version with each change, and not without one', async () => {
    await arrive('n1');

    expect(await mark('n1', 'read')).toMatchObject({ version: 2 });
    expect(await mark('n1', 'read')).toMatchObject({ version: 2 });
    expect(await mark('n1', 'unread')).toMatchObject({ version: 3 });
    expect(await mark('n1', 'unread')).toMatchObject({ version: 3 });
    expect(await fresh()).toMatchObject({ version: 3 });
  });

  test('answers nothing for a mark on an item that is not there', async () => {
    expect(await mark('n1', 'read')).toBeUndefined();
    expect(await fresh()).toMatchObject({ version: 0 });
  });

  test('counts an item that is marked as unread again as unread, but not as unseen', async () => {
    await arrive('n1');
    await mark('n1', 'read');
    await mark('n1', 'unread');

    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 1, unseen: 0 });
  });

  test('marks as unread again what a watermark had covered', async () => {
    await arrive('n1', 'n2');
    await store.feed.markThrough('ada', 'read', 2);
    await mark('n1', 'unread');

    expect((await page({ status: 'unread' })).titles).toEqual(['n1']);
  });

  test('marks as unseen again what a watermark had covered, unless it was read', async () => {
    await arrive('n1', 'n2');
    await store.feed.markThrough('ada', 'seen', 2);
    await mark('n2', 'read');
    await mark('n1', 'unseen');
    await mark('n2', 'unseen');

    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 1, unseen: 1 });
    expect((await page({ status: 'unseen' })).titles).toEqual(['n1']);
  });

  test('says when an item was first seen and read, by itself and with all others', async () => {
    await arrive('n1', 'n2', 'n3');
    const marks = (name: string) => store.feed.marks('ada', notificationId(name));
    expect(await marks('n1')).toEqual({});
    await mark('n1', 'seen');
    const seenAt = store.now();
    store.pass(10);
    await mark('n1', 'archived');
    const readAt = store.now();
    store.pass(10);
    await mark('n1', 'unarchived');
    await mark('n1', 'unread');
    await mark('n1', 'read');
    expect(await marks('n1')).toEqual({ seenAt, readAt });

    await store.feed.markThrough('ada', 'read', 2);

    expect(await marks('n2')).toEqual({ readWithAllAt: store.now() });
    expect(await marks('n3')).toEqual({});
    expect(await marks('gone')).toEqual({});
  });

  test('puts an item aside until a time, and brings it back then as the newest, unread', async () => {
    await arrive('n1', 'n2', 'n3');
    const until = new Date(store.now().getTime() + 60_000);
    const snooze = (name: string, seconds: number) => mark(name, { until: new Date(store.now().getTime() + seconds * 1000) });

    expect(await snooze('n1', 60)).toMatchObject({ version: 4, returnsAt: until });
    expect(await snooze('n1', 60)).toMatchObject({ version: 4 });
    expect(await snooze('n2', 60)).toMatchObject({ returnsAt: until });
    expect(await snooze('n3', 90)).toMatchObject({ returnsAt: until });
    await mark('n1', 'unread');
    expect((await page()).titles).toEqual([]);
    expect((await page({ status: 'unread', snoozed: true })).titles).toEqual([]);
    const first = await page({ snoozed: true, limit: 2 });
    expect([first.titles, (await page({ snoozed: true, limit: 2, after: first.next })).titles]).toEqual([['n3', 'n2'], ['n1']]);
    expect(first.items[1]).toMatchObject({ read: true, archived: false, snoozedUntil: until });
    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 0, unseen: 0 });

    store.pass(59);
    expect(await store.feed.bringBack('ada')).toMatchObject({ version: 6 });
    store.pass(1);
    const [once] = await Promise.all([store.feed.bringBack('ada'), store.feed.bringBack('ada')]);
    expect(once).toMatchObject({ version: 8 });
    await arrive('n4');
    await mark('n1', 'read');
    expect((await page()).titles).toEqual(['n4', 'n2', 'n1']);
    expect((await page({ status: 'unread', since: { version: 6 } })).titles).toEqual(['n4', 'n2']);
    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 2, unseen: 2 });
    store.pass(30);
    expect(await store.feed.bringBack('ada')).not.toHaveProperty('returnsAt');
  });

  test('brings back at once what is no longer to be put aside, and archives what is', async () => {
    await arrive('n1', 'n2', 'n3');
    const until = new Date(store.now().getTime() + 60_000);
    for (const name of ['n1', 'n2']) await mark(name, { until });
    await mark('n1', 'unsnoozed');
    await mark('n2', 'archived');

    expect((await page()).titles).toEqual(['n3', 'n1']);
    expect((await page({ archived: true })).titles).toEqual(['n2']);
    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 2, unseen: 1 });
    store.pass(60);
    expect(await store.feed.bringBack('ada')).not.toHaveProperty('returnsAt'); // there is nothing that comes back
    expect((await page()).titles).toEqual(['n3', 'n1']);
  });

  test('brings an item back a day before it would be removed', async () => {
    await enterItem(store, 'n1', { expiresAt: new Date(store.now().getTime() + 2 * 86_400_000) });

    expect(await mark('n1', { until: farAway })).toMatchObject({ returnsAt: new Date(store.now().getTime() + 86_400_000) });
  });

  test('counts by category, exactly in an inbox that has more than is counted', async () => {
    for (let n = 0; n < 102; n += 1) await enterItem(store, `r${n}`, { category: 'repairs' });
    await enterItem(store, 'bill', { category: 'billing' });
    await enterItem(store, 'seen', { category: 'billing' });
    await mark('seen', 'seen');

    const more = true;
    expect(await store.feed.countsByCategory('ada', await fresh())).toEqual({
      total: { unread: 100, unseen: 100, more },
      categories: { repairs: { unread: 100, unseen: 100, more }, billing: { unread: 2, unseen: 1 } },
    });
  });

  test('keeps the archive apart, where everything counts as read', async () => {
    await arrive('n1', 'n2');
    await mark('n1', 'archived');
    await mark('n1', 'unread');

    expect((await page()).titles).toEqual(['n2']);
    const { items } = await page({ archived: true });
    expect(items).toEqual([expect.objectContaining({ title: 'n1', read: true, seen: true, archived: true })]);
    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 1, unseen: 1 });
  });

  test('brings an item back from the archive to its old place, as read', async () => {
    await arrive('n1', 'n2', 'n3');
    await mark('n2', 'archived');
    await mark('n2', 'unarchived');

    expect((await page()).titles).toEqual(['n3', 'n2', 'n1']);
    expect((await page({ status: 'read' })).titles).toEqual(['n2']);
  });

  test('marks as read what a page showed, and not what came after it', async () => {
    await arrive('n1', 'n2');
    const { version } = await fresh();
    await arrive('n3');

    const state = await store.feed.markThrough('ada', 'read', version);

    expect(state).toEqual({ version: 4, seenThrough: 0, readThrough: 2 });
    expect((await page({ status: 'unread' })).titles).toEqual(['n3']);
  });

  test('shows and counts nothing that came after the state it is asked by, which a mark up to its version would leave unread', async () => {
    await arrive('n1');
    const state = await fresh();
    await arrive('n2');

    expect((await page({ state })).titles).toEqual(['n1']);
    expect((await page({ state, status: 'unread' })).titles).toEqual(['n1']);
    expect(await store.feed.counts('ada', state)).toEqual({ unread: 1, unseen: 1 });
    expect((await store.feed.countsByCategory('ada', state)).total).toEqual({ unread: 1, unseen: 1 });
  });

  test('never takes a watermark back', async () => {
    await arrive('n1', 'n2', 'n3');
    await store.feed.markThrough('ada', 'seen', 3);

    expect(await store.feed.markThrough('ada', 'seen', 2)).toMatchObject({ seenThrough: 3, version: 4 });
    expect(await store.feed.markThrough('ada', 'seen', 3)).toMatchObject({ seenThrough: 3, version: 4 });
  });

  test('does not let a watermark from the future swallow what is still to come', async () => {
    await arrive('n1');
    await store.feed.markThrough('ada', 'read', 1_000);
    await arrive('n2');

    expect((await page({ status: 'unread' })).titles).toEqual(['n2']);
  });

  test('leaves out what has expired, although it may not be removed yet', async () => {
    await enterItem(store, 'n1', { expiresAt: new Date('2030-03-16T12:00:00.000Z') });
    await enterItem(store, 'n2', { expiresAt: farAway });
    store.at('2030-03-16T12:00:00.000Z');

    expect((await page()).titles).toEqual(['n2']);
    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 1, unseen: 1 });
    expect(await mark('n1', 'read')).toBeUndefined();
  });

  test('stops counting at a hundred, each count by itself', async () => {
    await arrive(...Array.from({ length: 105 }, (_, index) => `n${index}`));
    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 100, unseen: 100, more: true });

    await store.feed.markThrough('ada', 'seen', 3);
    for (let index = 50; index < 105; index += 1) await mark(`n${index}`, 'seen');

    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 100, unseen: 47, more: true });
  });

  test('counts exactly a hundred as a hundred, and no more', async () => {
    await arrive(...Array.from({ length: 100 }, (_, index) => `n${index}`));

    expect(await store.feed.counts('ada', await fresh())).toEqual({ unread: 100, unseen: 100 });
  });

  test('counts a category by itself', async () => {
    await arrive('n1', 'n2');
    await enterItem(store, 'n3', { expiresAt: farAway, category: 'billing' });
    await mark('n1', 'seen');

    expect(await store.feed.counts('ada', await fresh(), { category: 'billing' })).toEqual({ unread: 1, unseen: 1 });
    expect(await store.feed.counts('ada', await fresh(), { category: 'general' })).toEqual({ unread: 2, unseen: 1 });
    expect(await store.feed.counts('ada', await fresh(), { category: 'none' })).toEqual({ unread: 0, unseen: 0 });
  });
});
