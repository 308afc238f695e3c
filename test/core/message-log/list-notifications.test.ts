import fc from 'fast-check';
import { mostExamined, NotificationQuery } from '../../../contract/message-log/notification-list.ts';
import { listNotifications } from '../../../core/message-log/list-notifications.ts';
import { derivedUlid, notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { runs } from '../../runs.ts';
import { aMessage, aMoment, aNotification, type World, world } from '../../world.ts';

type Made = {
  second: number;
  user: string;
  changes?: Parameters<typeof aNotification>[0];
  message?: Parameters<typeof aMessage>[0];
};

/** A request of some seconds after the moment for one user, and what was made of it. */
async function make(here: World, { second, user, changes = {}, message = {} }: Made): Promise<string> {
  const at = new Date(aMoment.getTime() + second * 1000);
  const requestId = `req_${derivedUlid(at, 'test', user, String(second))}`;
  const id = notificationIdFor(at, requestId, user);
  const notification = aNotification({ id, requestId, userId: user, createdAt: at, ...changes });
  const expiresAt = new Date(at.getTime() + 30 * 86_400_000);
  const { workflow, topic, test } = notification;
  const part = { requestId, workflow, test, requestedAt: at, from: 0, isLast: true, refused: [], ...(topic && { topic }) };
  await here.requests.note({ ...part, notificationIds: [id], expiresAt });
  await here.ledger.enter({ notification, messages: [aMessage({ notificationId: id, ...message })], expiresAt });
  return id;
}

function ask(here: World, query: Record<string, string> = {}) {
  return listNotifications(NotificationQuery.parse(query), here);
}

async function readAll(here: World, query: Record<string, string> = {}): Promise<string[]> {
  const ids: string[] = [];
  let page = await ask(here, query);
  for (;;) {
    ids.push(...page.data.map(({ id }) => id));
    if (page.next_cursor === undefined) return ids;
    page = await ask(here, { ...query, cursor: page.next_cursor });
  }
}

test('a list shows where each notification stands, and no address', async () => {
  const here = world();
  const id = await make(here, { second: 1, user: 'ada', message: { status: 'bounced', reason: 'hard_bounce' } });

  const page = await ask(here);

  expect(page.data).toMatchObject([
    { id, user: 'ada', workflow: 'greeting', channels: [{ channel: 'email', status: 'bounced', reason: 'hard_bounce' }] },
  ]);
  expect(JSON.stringify(page)).not.toContain('@');
});

test.each<[string, Record<string, string>]>([
  ['user', { user: 'grace' }],
  ['workflow', { workflow: 'repair' }],
  ['category', { category: 'repairs' }],
  ['topic', { topic: 'building:42' }],
  ['cancellation key', { cancellation_key: 'repair:1' }],
  ['channel and status', { channel: 'sms', status: 'failed' }],
  ['address', { address: 'GRACE@example.com' }],
  ['test keys', { test: 'true' }],
  ['time', { since: '2030-03-15T12:00:02Z', until: '2030-03-15T12:00:03Z' }],
])('a list is filtered by %s', async (_, query) => {
  const here = world();
  await here.users.upsert('grace', { email: 'grace@example.com' }, here.now());
  await make(here, { second: 1, user: 'ada' });
  const wanted = await make(here, {
    second: 2,
    user: 'grace',
    changes: { workflow: 'repair', category: 'repairs', topic: 'building:42', cancellationKey: 'repair:1', test: true },
    message: { channel: 'sms', status: 'failed', address: 'grace@example.com' },
  });
  await make(here, { second: 3, user: 'ada', message: { status: 'failed' } });

  expect(await readAll(here, query)).toEqual([wanted]);
  expect(await readAll(here)).toHaveLength(3);
});

test.each<[string, Record<string, string>]>([
  ['all', {}],
  ["a user's", { user: 'ada' }],
])('since an instant before 1970, %s are listed, and until such an instant none', async (_, query) => {
  const here = world();
  const id = await make(here, { second: 1, user: 'ada' });

  expect(await readAll(here, { ...query, since: '1960-01-01T00:00:00Z' })).toEqual([id]);
  expect(await readAll(here, { ...query, until: '1960-01-01T00:00:00Z' })).toEqual([]);
});

test('all who share an address are listed, however many they are', async () => {
  const here = world();
  const ids: string[] = [];
  for (let second = 1; second <= 25; second += 1) {
    const user = `user-${second}`;
    await here.users.upsert(user, { email: 'desk@example.com' }, here.now());
    ids.push(await make(here, { second, user, message: { address: 'desk@example.com' } }));
  }

  for (const limit of ['1', '7', '100'])
    expect((await readAll(here, { address: 'desk@example.com', limit })).toSorted()).toEqual(ids.toSorted());
});

test('channel and status are of the same message', async () => {
  const here = world();
  await make(here, { second: 1, user: 'ada', message: { channel: 'sms', status: 'queued' } });

  expect(await readAll(here, { channel: 'email', status: 'queued' })).toEqual([]);
});

test('what went to an address that the user has no more is found, and what went to the new one is not', async () => {
  const here = world();
  await here.users.upsert('ada', { email: 'old@example.com' }, here.now());
  const old = await make(here, { second: 1, user: 'ada', message: { address: 'old@example.com' } });
  await here.users.upsert('ada', { email: 'new@example.com' }, here.now());
  await make(here, { second: 2, user: 'ada', message: { address: 'new@example.com' } });

  expect(await readAll(here, { address: 'Old@example.com' })).toEqual([old]);
});

test('an address of 0.1.0, which no item names, is found by what made it be suppressed', async () => {
  const here = world();
  const id = await make(here, { second: 1, user: 'ada', message: { status: 'bounced' } });
  const suppression = {
    address: 'ada@example.com',
    reason: 'bounce',
    source: 'provider',
    at: here.now(),
    notificationId: id,
  } as const;
  await here.suppressions.add(suppression);

  expect(await readAll(here, { address: 'ada@example.com' })).toEqual([id]);
  expect(await readAll(here, { address: 'nobody@example.com' })).toEqual([]);
});

test('a page for which too much would have to be looked at is short, and has a cursor', async () => {
  const here = world();
  const oldest = await make(here, { second: 0, user: 'grace', changes: { category: 'rare' } });
  for (let second = 1; second <= mostExamined; second += 1) await make(here, { second, user: 'ada' });

  const first = await ask(here, { category: 'rare' });
  const second = await ask(here, { category: 'rare', cursor: first.next_cursor ?? '' });

  expect(first).toMatchObject({ data: [], next_cursor: expect.any(String) });
  expect(second.data.map(({ id }) => id)).toEqual([oldest]);
  expect(second.next_cursor).toBeUndefined();
});

test('a cursor is good for its own filters only', async () => {
  const here = world();
  for (let second = 1; second <= 3; second += 1) await make(here, { second, user: 'ada' });
  const { next_cursor: cursor = '' } = await ask(here, { limit: '1' });

  await expect(ask(here, { cursor, user: 'ada' })).rejects.toMatchObject({ code: 'cursor_invalid' });
  await expect(ask(here, { cursor: 'made-up' })).rejects.toMatchObject({ code: 'cursor_invalid' });
});

test('nothing comes twice and nothing is passed over while new ones arrive between the pages', async () => {
  const user = fc.constantFrom('ada', 'grace');
  const batch = fc.array(fc.record({ second: fc.integer({ min: 0, max: 40 }), user }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(batch, fc.array(batch, { maxLength: 6 }), fc.integer({ min: 1, max: 4 }), async (before, between, limit) => {
      const here = world();
      const made = new Set<string>();
      for (const each of before) made.add(await make(here, { ...each, changes: { category: each.user } }));
      const wanted = await readAll(here, { category: 'ada' });

      const shown: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 60; page += 1) {
        const { data, next_cursor } = await ask(here, { category: 'ada', limit: String(limit), ...(cursor && { cursor }) });
        shown.push(...data.map(({ id }) => id));
        cursor = next_cursor;
        if (cursor === undefined) break;
        for (const each of between[page] ?? []) await make(here, { ...each, changes: { category: each.user } });
      }

      expect(cursor).toBeUndefined();
      expect(new Set(shown).size).toBe(shown.length);
      expect(wanted.filter((id) => !shown.includes(id))).toEqual([]);
      expect(made.size).toBeLessThanOrEqual(before.length);
    }),
    { numRuns: runs(60) },
  );
});
