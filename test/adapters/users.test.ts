import { aMoment } from '../world.ts';
import { describeEachStore, type StoreWorld } from './each-store.ts';
import { enterItem } from './enter-item.ts';

const later = new Date('2030-03-16T12:00:00.000Z');

describeEachStore('users', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('that do not exist are left out', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);

    const found = await store.users.getMany(['ada', 'nobody', 'ada']);

    expect([...found.keys()]).toEqual(['ada']);
  });

  test('are found by the hundred and more', async () => {
    const ids = Array.from({ length: 130 }, (_, index) => `user-${index}`);
    await Promise.all(ids.map((id) => store.users.upsert(id, {}, aMoment)));

    expect((await store.users.getMany(ids)).size).toBe(130);
  });

  test('keep the fields that a change does not name', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com', locale: 'en-GB' }, aMoment);

    const changed = await store.users.upsert('ada', { email: 'ada@new.example', timezone: 'Europe/London' }, later);

    const expected = { email: 'ada@new.example', locale: 'en-GB', timezone: 'Europe/London' };
    expect(changed).toEqual({ id: 'ada', ...expected, createdAt: aMoment, updatedAt: later });
    expect((await store.users.getMany(['ada'])).get('ada')).toEqual(changed);
  });

  test('that are given as they are keep the time of their last change', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);

    const same = await store.users.upsert('ada', { email: 'ada@example.com' }, later);

    expect(same.updatedAt).toEqual(aMoment);
  });

  test('with ids that look like prototype keys are users like any other', async () => {
    await store.users.upsert('__proto__', { email: 'eve@example.com' }, aMoment);

    expect((await store.users.getMany(['__proto__', 'constructor'])).size).toBe(1);
  });

  test('opt out of one category and channel at a time, and keep it when something else changes', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);
    const optOut = (category: string, channel: 'email' | 'sms', optedOut = true) =>
      store.users.setPreference({ userId: 'ada', category, channel, optedOut }, later);

    const answers = await Promise.all([optOut('repairs', 'email'), optOut('repairs', 'sms'), optOut('constructor', 'email')]);
    await optOut('repairs', 'email');
    await store.users.upsert('ada', { locale: 'en-GB' }, later);

    expect(answers).toEqual([true, true, true]);
    expect((await store.users.getMany(['ada'])).get('ada')).toMatchObject({
      email: 'ada@example.com',
      preferences: { repairs: { email: 'opted_out', sms: 'opted_out' }, constructor: { email: 'opted_out' } },
    });
  });

  test('take an opt-out back, also one that they never made', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);
    const change = { userId: 'ada', category: 'repairs', channel: 'email' } as const;
    await store.users.setPreference({ ...change, optedOut: true }, later);

    expect(await store.users.setPreference({ ...change, optedOut: false }, later)).toBe(true);
    expect(await store.users.setPreference({ ...change, optedOut: false }, later)).toBe(true);

    const ada = (await store.users.getMany(['ada'])).get('ada');
    expect(ada?.preferences?.repairs?.email).toBeUndefined();
  });

  test('that do not exist cannot opt out, even when they have an inbox', async () => {
    await enterItem(store, 'n1');
    const change = { category: 'repairs', channel: 'email', optedOut: true } as const;

    expect(await store.users.setPreference({ ...change, userId: 'ada' }, later)).toBe(false);
    expect(await store.users.setPreference({ ...change, userId: 'nobody' }, later)).toBe(false);
    expect((await store.users.getMany(['ada', 'nobody'])).size).toBe(0);
  });

  test('only known by their inbox do not exist yet, and keep the inbox once they do', async () => {
    await enterItem(store, 'n1');
    expect((await store.users.getMany(['ada'])).size).toBe(0);

    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);

    expect(await store.feed.state('ada')).toEqual({ version: 1, seenThrough: 0, readThrough: 0 });
  });
});
