import { UserExport } from '../../../contract/users/export.ts';
import { deliver } from '../../../core/delivery/deliver.ts';
import { cleanUp } from '../../../core/operations/clean-up.ts';
import { deleteUser } from '../../../core/users/delete-user.ts';
import { exportUser } from '../../../core/users/export-user.ts';
import { enterDigestEntry } from '../../adapters/digests/enter-digest-entry.ts';
import { aMessage, aNotification, anInboxItem, notificationId, type World, world } from '../../world.ts';

const inAYear = new Date('2031-03-15T12:00:00Z');

async function aWorldWithAda(): Promise<World> {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  return here;
}

async function subscribeToMany(here: World, topics: number): Promise<void> {
  for (let n = 0; n < topics; n += 1) await here.topics.subscribe({ topic: `topic-${n}`, userId: 'ada' });
}

async function notify(here: World, name: string): Promise<string> {
  const id = notificationId(name);
  await here.ledger.enter({
    notification: aNotification({ id, data: { name } }),
    messages: [aMessage({ notificationId: id })],
    inboxItem: anInboxItem({ notificationId: id }),
    capWindows: [{ window: 'email#2030-03-15' }],
    expiresAt: inAYear,
  });
  return id;
}

test('nothing is left of a deleted user, and there is nobody to delete twice', async () => {
  const here = await aWorldWithAda();
  const id = await notify(here, 'n1');
  await subscribeToMany(here, 3);

  await deleteUser('ada', here);

  expect(await here.ledger.read(id)).toBeUndefined();
  expect(await here.records.page({ userId: 'ada', limit: 10 })).toEqual({ records: [] });
  await expect(deleteUser('ada', here)).rejects.toMatchObject({ code: 'not_found' });
});

test('a message that was under way for a deleted user is not sent, and nothing fails', async () => {
  const here = await aWorldWithAda();
  const id = await notify(here, 'n1');
  await deleteUser('ada', here);

  const times = { leaseSeconds: 60, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 3600 };
  const deps = { ...here, workflows: new Map(), ...times };
  const sender = { render: () => fail(), admit: () => fail(), send: () => fail() };
  const outcome = await deliver({ version: 1, notificationId: id, channel: 'email' }, sender, deps);

  expect(outcome).toBe('gone');
});

test('who has more than one call removes is told to ask again, and then it is done', async () => {
  const here = await aWorldWithAda();
  await subscribeToMany(here, 120);
  let looks = 0;
  const hurried = { ...here, now: () => new Date(here.now().getTime() + 4_000 * looks++) };

  await expect(deleteUser('ada', hurried)).rejects.toMatchObject({ code: 'unavailable', headers: { 'Retry-After': '1' } });
  await deleteUser('ada', here);

  expect(await here.records.page({ userId: 'ada', limit: 10 })).toEqual({ records: [] });
});

test('what nobody asked for again is done at night, in as many nights as it takes', async () => {
  const here = await aWorldWithAda();
  await subscribeToMany(here, 120);
  await here.records.close('ada', here.now());
  const left = [15_000, 10_000, 5_000];
  const remainingMs = () => left.shift() ?? 0;

  const first = await cleanUp({ remainingMs }, here);
  const second = await cleanUp({ remainingMs: () => 60_000 }, here);

  expect(first).toEqual({ count: 100, cursor: expect.any(String) });
  expect(second).toEqual({ count: 21 });
  expect(await here.records.erasing(10)).toEqual([]);
});

test('an export holds all that is kept of a user, and nothing of others', async () => {
  const here = await aWorldWithAda();
  await here.users.upsert('grace', {}, here.now());
  await here.topics.subscribe({ topic: 'building:42', userId: 'ada' });
  const id = await notify(here, 'n1');
  await enterDigestEntry(here, 'n2');
  await here.suppressions.add({ address: 'ada@example.com', reason: 'bounce', source: 'provider', at: here.now() });

  const exported = UserExport.parse(await exportUser({ id: 'ada' }, here));

  expect(exported).toMatchObject({
    user: { id: 'ada', email: 'ada@example.com' },
    choices: { preferences: {} },
    suppressions: [{ address: 'ada@example.com', reason: 'bounce' }],
    topics: ['building:42'],
    digests: [{ cadence: 'daily', number: 1, due_at: '2030-03-16T08:00:00.000Z', due_date: '2030-03-16' }],
    attention: [{ channel: 'email', window: '2030-03-15', taken: 1 }],
    closed_digests: [],
    digest_entries: [{ notification: notificationId('n2'), cadence: 'daily', title: 'n2', body: 'All about n2.' }],
  });
  expect(exported.notifications.find((each) => each.id === id)).toMatchObject({
    data: { name: 'n1' },
    addresses: { email: 'ada@example.com' },
    inbox: { title: 'Hello, Ada', read: false },
  });
  expect(exported.notifications).toHaveLength(2);
  expect(exported.next_cursor).toBeUndefined();
  expect(await exportUser({ id: 'grace' }, here)).toMatchObject({
    topics: [],
    digests: [],
    digest_entries: [],
    notifications: [],
  });
  await expect(exportUser({ id: 'nobody' }, here)).rejects.toMatchObject({ code: 'not_found' });
});

test('an export that is too large for one answer goes on behind a cursor, with nothing left out or twice', async () => {
  const here = await aWorldWithAda();
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await notify(here, `n${n} ${'x'.repeat(200_000)}`));

  const seen: string[] = [];
  let cursor: string | undefined;
  let parts = 0;
  do {
    const part = await exportUser({ id: 'ada', cursor }, here);
    seen.push(...part.notifications.map((notification) => notification.id));
    cursor = part.next_cursor;
    parts += 1;
  } while (cursor !== undefined);

  expect(parts).toBeGreaterThan(1);
  expect(seen.sort()).toEqual(ids.sort());
});

function fail(): never {
  throw new Error('nothing may be rendered');
}
