import { FeedQuery } from '../../../../contract/channels/inbox/feed.ts';
import { markItem, markThrough, snoozeItem } from '../../../../core/channels/inbox/mark-feed.ts';
import { countUnread, readFeed } from '../../../../core/channels/inbox/read-feed.ts';
import { aNotification, anInboxItem, notificationId, type World, world } from '../../../world.ts';

async function aWorldWithItems(count: number): Promise<World> {
  const here = world();
  await here.users.upsert('ada', {}, here.now());
  for (let n = 1; n <= count; n += 1) await arrive(here, `n${n}`);
  return here;
}

async function arrive(here: World, name: string, changes: { category?: string } = {}): Promise<void> {
  const id = notificationId(name, here.now());
  const inboxItem = anInboxItem({ notificationId: id, title: name, createdAt: here.now(), ...changes });
  await here.ledger.enter({
    notification: aNotification({ id }),
    messages: [],
    inboxItem,
    expiresAt: new Date('2031-01-01T00:00:00Z'),
  });
}

function read(here: World, query: Record<string, string> = {}, ifNoneMatch?: string, userId = 'ada') {
  return readFeed({ userId, query: FeedQuery.parse(query), ifNoneMatch }, here);
}

async function titles(here: World, query: Record<string, string> = {}) {
  return (await read(here, query)).body?.data.map(({ title }) => title);
}

test('an unchanged inbox is not read again, and any change makes it new', async () => {
  const here = await aWorldWithItems(1);
  const { etag } = await read(here);

  expect(await read(here, {}, etag)).toEqual({ etag });
  await arrive(here, 'n2');

  expect((await read(here, {}, etag)).body?.counts.unread).toBe(2);
});

test('paging by cursor shows every item once, though new ones arrive in between', async () => {
  const here = await aWorldWithItems(5);

  const first = (await read(here, { limit: '2' })).body;
  await arrive(here, 'late');
  const second = (await read(here, { limit: '2', cursor: first?.next_cursor ?? '' })).body;
  const third = (await read(here, { limit: '2', cursor: second?.next_cursor ?? '' })).body;

  const shown = [first, second, third].flatMap((page) => page?.data.map(({ title }) => title));
  expect(shown).toEqual(['n5', 'n4', 'n3', 'n2', 'n1']);
  expect(third?.next_cursor).toBeUndefined();
});

test("another user's cursor is refused", async () => {
  const here = await aWorldWithItems(3);
  const cursor = (await read(here, { limit: '1' })).body?.next_cursor ?? '';

  await expect(read(here, { limit: '1', cursor }, undefined, 'grace')).rejects.toMatchObject({ code: 'cursor_invalid' });
});

test('mark all read covers what the page showed, and what arrived after it stays unread', async () => {
  const here = await aWorldWithItems(3);
  const through = (await read(here)).body?.watermark ?? '';
  await arrive(here, 'late');

  const answer = await markThrough({ userId: 'ada', through, mark: 'read' }, here);

  expect(answer.body.counts).toEqual({ unread: 1, unseen: 1 });
  expect(await titles(here, { status: 'unread' })).toEqual(['late']);
});

test('a watermark from the future is refused', async () => {
  const here = await aWorldWithItems(1);

  await expect(markThrough({ userId: 'ada', through: 'wzzz', mark: 'read' }, here)).rejects.toMatchObject({
    code: 'watermark_invalid',
  });
  await expect(read(here, { since: 'wzzz' })).rejects.toMatchObject({ code: 'watermark_invalid' });
});

test('read and unread go both ways, also below the watermark', async () => {
  const here = await aWorldWithItems(2);
  const page = (await read(here)).body;
  await markThrough({ userId: 'ada', through: page?.watermark ?? '', mark: 'read' }, here);
  const id = page?.data[1]?.id ?? '';

  expect((await markItem({ userId: 'ada', notificationId: id, mark: 'unread' }, here)).body.counts.unread).toBe(1);
  expect(await titles(here, { status: 'unread' })).toEqual(['n1']);
  expect((await markItem({ userId: 'ada', notificationId: id, mark: 'read' }, here)).body.counts.unread).toBe(0);
});

test('the archive takes an item out of the inbox and out of the counts, and gives it back read', async () => {
  const here = await aWorldWithItems(2);
  const id = notificationId('n1', here.now());

  const archived = await markItem({ userId: 'ada', notificationId: id, mark: 'archived' }, here);
  expect([await titles(here), await titles(here, { archived: 'true' }), archived.body.counts.unread]).toEqual([
    ['n2'],
    ['n1'],
    1,
  ]);

  await markItem({ userId: 'ada', notificationId: id, mark: 'unarchived' }, here);
  expect(await titles(here)).toEqual(['n2', 'n1']);
});

test('what is snoozed comes back with the first read after its time, which says so to every browser, and is counted until then as read', async () => {
  const here = await aWorldWithItems(2);
  const id = notificationId('n1', here.now());
  const until = new Date(here.now().getTime() + 60_000);
  const told: unknown[] = [];
  const announceChange = async (users: unknown) => void told.push(users);
  const ask = (ifNoneMatch?: string) =>
    readFeed({ userId: 'ada', query: FeedQuery.parse({}), ifNoneMatch }, { ...here, announceChange });

  const { etag, body } = await snoozeItem({ userId: 'ada', notificationId: id, until }, here);
  expect(body.counts.unread).toBe(1);
  expect((await ask()).body).toMatchObject({ data: [{ title: 'n2' }], returns_at: until.toISOString() });
  expect((await read(here, { snoozed: 'true' })).body?.data[0]).toMatchObject({
    title: 'n1',
    snoozed_until: until.toISOString(),
  });
  here.pass(59);
  expect([await ask(etag), told]).toEqual([{ etag }, []]);
  here.pass(1);

  const after = await ask(etag);
  expect(after.body).toMatchObject({ data: [{ title: 'n1', read: false }, { title: 'n2' }], counts: { unread: 2, unseen: 2 } });
  expect(told).toHaveLength(1);
  expect(await ask(after.etag)).toEqual({ etag: after.etag });
});

test.each([0, -1, 367 * 86_400])('an item is not snoozed until %s seconds from now', async (seconds) => {
  const here = await aWorldWithItems(1);
  const until = new Date(here.now().getTime() + seconds * 1000);

  await expect(
    snoozeItem({ userId: 'ada', notificationId: notificationId('n1', here.now()), until }, here),
  ).rejects.toMatchObject({
    code: 'body_invalid',
    places: [{ pointer: '/until' }],
  });
});

test('counts of categories come to who asks for them', async () => {
  const here = await aWorldWithItems(2);
  await arrive(here, 'bill', { category: 'billing' });

  expect((await read(here)).body?.category_counts).toBeUndefined();
  expect((await read(here, { count_categories: 'true', archived: 'true' })).body?.category_counts).toEqual({
    billing: { unread: 1, unseen: 1 },
    general: { unread: 2, unseen: 2 },
  });
});

test("another user's notification is not found, whatever is to be done with it", async () => {
  const here = await aWorldWithItems(1);
  const theirs = { userId: 'grace', notificationId: notificationId('n1', here.now()) };

  await expect(markItem({ ...theirs, mark: 'read' }, here)).rejects.toMatchObject({ code: 'not_found' });
  expect((await countUnread({ userId: 'ada', query: {}, ifNoneMatch: undefined }, here)).body?.counts.unread).toBe(1);
});

test('"since last seen" is what came after the user last looked', async () => {
  const here = await aWorldWithItems(2);
  await markThrough({ userId: 'ada', through: (await read(here)).body?.watermark ?? '', mark: 'seen' }, here);
  await arrive(here, 'new');

  expect(await titles(here, { since: 'last_seen' })).toEqual(['new']);
  expect((await read(here)).body?.counts).toEqual({ unread: 3, unseen: 1 });
});

test('"since" an instant is what was created then or later', async () => {
  const here = await aWorldWithItems(1);
  here.pass(60);
  const instant = here.now().toISOString();
  await arrive(here, 'then');

  expect(await titles(here, { since: instant })).toEqual(['then']);
});

test('a user who does not exist has an empty inbox', async () => {
  expect((await read(world())).body).toMatchObject({ data: [], counts: { unread: 0, unseen: 0 } });
});

test('counts stop at a hundred', async () => {
  const here = await aWorldWithItems(103);

  expect((await read(here)).body?.counts).toEqual({ unread: 100, unseen: 100, more: true });
});

test('counts are of what is asked for, and beside them those of all', async () => {
  const here = await aWorldWithItems(3);
  await arrive(here, 'bill', { category: 'billing' });
  const total = { unread: 4, unseen: 4 };

  const countsOf = async (query: Record<string, string>) => {
    const { counts, total_counts } = (await read(here, query)).body ?? {};
    expect(total_counts).toEqual(total);
    return counts;
  };

  expect(await countsOf({})).toEqual(total);
  expect(await countsOf({ category: 'billing' })).toEqual({ unread: 1, unseen: 1 });
  expect(await countsOf({ category: 'none' })).toEqual({ unread: 0, unseen: 0 });
  expect(await countsOf({ archived: 'true' })).toEqual({ unread: 0, unseen: 0 });
  expect(await countsOf({ status: 'read' })).toEqual({ unread: 0, unseen: 0 });
  expect(await countsOf({ status: 'unread', category: 'billing' })).toEqual({ unread: 1, unseen: 1 });
  const counted = await countUnread({ userId: 'ada', query: { category: 'billing' }, ifNoneMatch: undefined }, here);
  expect(counted.body?.counts).toEqual({ unread: 1, unseen: 1 });
});

test('what is unseen is counted as such when that is asked for', async () => {
  const here = await aWorldWithItems(2);
  await markThrough({ userId: 'ada', through: (await read(here)).body?.watermark ?? '', mark: 'seen' }, here);
  await arrive(here, 'new');

  expect((await read(here, { status: 'unseen' })).body).toMatchObject({
    counts: { unread: 1, unseen: 1 },
    total_counts: { unread: 3, unseen: 1 },
  });
});

test('a change answers the ETag that the inbox has then, and making it again changes nothing', async () => {
  const here = await aWorldWithItems(2);
  const before = await read(here);
  const [id, through] = [before.body?.data[0]?.id ?? '', before.body?.watermark ?? ''];
  const changes = [
    () => markItem({ userId: 'ada', notificationId: id, mark: 'read' }, here),
    () => markItem({ userId: 'ada', notificationId: id, mark: 'archived' }, here),
    () => markThrough({ userId: 'ada', through, mark: 'seen' }, here),
    () => markThrough({ userId: 'ada', through, mark: 'read' }, here),
  ];

  for (const change of changes) {
    const once = await change();
    const now = await read(here);
    expect(once.etag).toBe(now.etag);
    expect(once.body.counts).toEqual(now.body?.total_counts);
    expect(await change()).toEqual(once);
    expect(await read(here, {}, once.etag)).toEqual({ etag: once.etag });
  }
});
