import type { LogOf, LogPage } from '../../../core/message-log/ports/message-log.ts';
import { derivedUlid } from '../../../core/publishing/rules/derived-id.ts';
import { aMessage, aMoment, aNotification, notificationId } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const dayMs = 86_400_000;
const all: LogOf = { of: 'all', only: {} };

function later(seconds: number): Date {
  return new Date(aMoment.getTime() + seconds * 1000);
}

/** Notes a request of some seconds after the moment, for these notifications. */
async function request(
  here: StoreWorld,
  seconds: number,
  names: readonly string[],
  changes: { from?: number; topic?: string } = {},
) {
  const at = later(seconds);
  const ids = names.map((name) => notificationId(name, at));
  const requestId = `req_${derivedUlid(at, 'test', String(seconds))}`;
  const part = { requestId, workflow: 'greeting', test: false, requestedAt: at, from: 0, isLast: true, refused: [], ...changes };
  await here.requests.note({ ...part, notificationIds: ids, expiresAt: new Date(at.getTime() + 30 * dayMs) });
  return { requestId, ids: ids.toSorted().reverse() };
}

/** Walks through a list to its end, by slices of so many places. */
async function walk(here: StoreWorld, list: LogOf, page: Partial<LogPage> & { limit: number }): Promise<string[]> {
  const ids: string[] = [];
  let before: string | undefined;
  for (let step = 0; step < 100; step += 1) {
    const { entries, next } = await here.messageLog.slice(list, { ...page, before });
    ids.push(...entries.map(({ notificationId }) => notificationId));
    if (next === undefined) return ids;
    before = next;
  }
  throw new Error('the list does not end');
}

async function enter(here: StoreWorld, name: string, changes: Parameters<typeof aNotification>[0] = {}, seconds = 0) {
  const id = notificationId(name, later(seconds));
  const notification = aNotification({ id, createdAt: later(seconds), ...changes });
  const expiresAt = new Date(aMoment.getTime() + 30 * dayMs);
  await here.ledger.enter({ notification, messages: [aMessage({ notificationId: id })], expiresAt });
  return id;
}

describeEachStore('the message log lists', (open) => {
  test('what was requested, newest first, in slices that may end within a request', async () => {
    const here = await open();
    const first = await request(here, 1, ['a', 'b', 'c']);
    const third = await request(here, 3, ['f']);
    const second = await request(here, 2, ['d', 'e']);

    for (const limit of [1, 2, 3, 50]) {
      expect(await walk(here, all, { limit })).toEqual([...third.ids, ...second.ids, ...first.ids]);
    }
  });

  test('a request by itself, its later parts first', async () => {
    const here = await open();
    const { requestId, ids } = await request(here, 1, ['a', 'b']);
    const more = await request(here, 1, ['c'], { from: 100 });
    await request(here, 2, ['d']);

    expect(await walk(here, { of: 'request', requestId }, { limit: 1 })).toEqual([...more.ids, ...ids]);
    expect(await walk(here, all, { limit: 2 })).toHaveLength(4);
  });

  test('what is within a time, the instants of which are exact', async () => {
    const here = await open();
    await request(here, 1, ['a']);
    const second = await request(here, 2, ['b']);
    await request(here, 3, ['c']);

    expect(await walk(here, all, { limit: 5, since: later(2), until: later(3) })).toEqual(second.ids);
    expect(await walk(here, { of: 'request', requestId: second.requestId }, { limit: 5, since: later(3) })).toEqual([]);
  });

  test('what is about a topic or a workflow, and passes the rest over', async () => {
    const here = await open();
    await request(here, 1, ['a']);
    const wanted = await request(here, 2, ['b'], { topic: 'building:42' });
    await request(here, 3, ['c']);

    expect(await walk(here, { of: 'all', only: { topic: 'building:42' } }, { limit: 1 })).toEqual(wanted.ids);
    expect(await walk(here, { of: 'all', only: { workflow: 'other' } }, { limit: 1 })).toEqual([]);
    expect(await walk(here, { of: 'all', only: { test: true } }, { limit: 2 })).toEqual([]);
  });

  test('a digest, which nobody requested', async () => {
    const here = await open();
    const id = await enter(here, 'digest', { workflow: 'digest', category: 'daily_digest' });

    expect(await walk(here, all, { limit: 5 })).toEqual([id]);
  });

  test("some users' notifications, newest first, with or without an inbox item", async () => {
    const here = await open();
    const [one, two, three] = [
      await enter(here, 'one', {}, 1),
      await enter(here, 'two', { userId: 'grace' }, 2),
      await enter(here, 'three', {}, 3),
    ];
    await enter(here, 'four', { userId: 'alan' }, 4);

    expect(await walk(here, { of: 'users', userIds: ['ada', 'grace'] }, { limit: 1 })).toEqual([three, two, one]);
    expect(await walk(here, { of: 'users', userIds: ['ada'] }, { limit: 5, since: later(2) })).toEqual([three]);
  });

  test('what was published with a cancellation key', async () => {
    const here = await open();
    const one = await enter(here, 'one', { cancellationKey: 'repair:1' }, 1);
    const two = await enter(here, 'two', { cancellationKey: 'repair:1' }, 2);
    await enter(here, 'three', { cancellationKey: 'repair:2' }, 3);

    expect(await walk(here, { of: 'cancellation-key', key: 'repair:1' }, { limit: 1 })).toEqual([two, one]);
  });

  test('nothing whose time is up', async () => {
    const here = await open();
    await request(here, 1, ['a']);
    await enter(here, 'one', { cancellationKey: 'repair:1' });

    here.pass(31 * 86_400);

    expect(await walk(here, all, { limit: 5 })).toEqual([]);
    expect(await here.messageLog.read([notificationId('one')])).toEqual(new Map());
  });
});

describeEachStore('the message log reads', (open) => {
  test('what a list shows of a notification, and leaves out what is not there', async () => {
    const here = await open();
    const id = await enter(here, 'one', { topic: 'building:42', cancellationKey: 'repair:1' });

    const read = await here.messageLog.read([id, notificationId('nobody')]);

    const {
      explanation: _,
      data: __,
      priority: ___,
      ...listed
    } = aNotification({ id, topic: 'building:42', cancellationKey: 'repair:1' });
    const messages = [{ channel: 'email', status: 'queued', attempts: 0, address: 'ada@example.com' }];
    expect([...read.values()]).toEqual([{ ...listed, messages }]);
  });

  test('who has an address, however it is spelt, or had it', async () => {
    const here = await open();
    await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
    await here.users.upsert('grace', { email: 'Ada@Example.com' }, here.now());

    await here.users.upsert('ada', { email: 'ada@other.example' }, here.now());

    expect(await here.messageLog.usersOf('ADA@example.com', { limit: 5 })).toEqual({ userIds: ['ada', 'grace'] });
    expect(await here.messageLog.usersOf('ada@other.example', { limit: 5 })).toEqual({ userIds: ['ada'] });
    expect(await here.messageLog.usersOf('nobody@example.com', { limit: 5 })).toEqual({ userIds: [] });
    here.pass(401 * 86_400);
    expect(await here.messageLog.usersOf('ada@example.com', { limit: 5 })).toEqual({ userIds: ['grace'] });
  });

  test('all who share an address, some at once', async () => {
    const here = await open();
    for (const id of ['a', 'b', 'c', 'd']) await here.users.upsert(id, { email: 'desk@example.com' }, here.now());
    const ask = (page: object) => here.messageLog.usersOf('desk@example.com', { limit: 2, ...page });

    expect(await ask({})).toEqual({ userIds: ['a', 'b'], next: 'b' });
    expect((await ask({ after: 'b' })).userIds).toEqual(['c', 'd']);
    expect(await ask({ after: 'd' })).toEqual({ userIds: [] });
    expect((await ask({ after: 'a', through: 'b' })).userIds).toEqual(['b']);
  });

  test('the addresses that lead to a user, for the export, and forgets them with the user', async () => {
    const here = await open();
    await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447400123456' }, here.now());
    const { records } = await here.records.page({ userId: 'ada', limit: 10 });

    await here.records.close('ada', here.now());
    while ((await here.records.eraseSome('ada')).more);

    expect(records).toEqual([
      { kind: 'address', hash: expect.stringMatching(/^[\da-f]{64}$/) },
      { kind: 'address', hash: expect.stringMatching(/^[\da-f]{64}$/) },
    ]);
    expect(await here.messageLog.usersOf('ada@example.com', { limit: 5 })).toEqual({ userIds: [] });
    expect(await here.messageLog.usersOf('+447400123456', { limit: 5 })).toEqual({ userIds: [] });
  });
});

describeEachStore('resends are noted', (open) => {
  test('one after the other, on what was read, and shows them with the notification', async () => {
    const here = await open();
    const id = await enter(here, 'one');
    const [first, second] = ['n2', 'n3'].map((name) => ({ id: notificationId(name), at: aMoment, channels: ['email' as const] }));
    if (first === undefined || second === undefined) throw new Error('two were made');

    const noted = [
      await here.resends.note({ notificationId: id, resend: first, after: 0 }),
      await here.resends.note({ notificationId: id, resend: second, after: 0 }), // somebody was faster
      await here.resends.note({ notificationId: id, resend: second, after: 1 }),
    ];

    expect(noted).toEqual([true, false, true]);
    expect((await here.ledger.read(id))?.notification.resentAs).toEqual([first, second]);
  });

  test('of nothing that is not there, and keeps what a notification was', async () => {
    const here = await open();
    const resend = { id: notificationId('n2'), at: aMoment, channels: ['email' as const] };
    const from = await enter(here, 'again', { resentFrom: notificationId('n0') });

    expect(await here.resends.note({ notificationId: notificationId('nobody'), resend, after: 0 })).toBe(false);
    expect(await here.ledger.read(notificationId('nobody'))).toBeUndefined();
    expect((await here.ledger.read(from))?.notification.resentFrom).toBe(notificationId('n0'));
  });
});
