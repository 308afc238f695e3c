import type { Choices } from '../../../core/preferences/rules/preferences.ts';
import { aMoment } from '../../world.ts';
import { enterItem } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

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
    expect(changed).toEqual({ id: 'ada', ...expected, version: 2, createdAt: aMoment, updatedAt: later });
    expect((await store.users.getMany(['ada'])).get('ada')).toEqual(changed);
  });

  test('keep what the app says of them, whatever they choose, until it says otherwise', async () => {
    const profile = {
      name: 'Ada',
      avatar: 'https://app.example.com/ada.png',
      attributes: { plan: 'pro', seats: 12, teams: ['red'] },
    };
    await store.users.upsert('ada', profile, aMoment);

    await store.users.choose({ userId: 'ada', choices: { timezone: 'Europe/London' }, version: 1 }, later);
    await store.users.upsert('ada', { attributes: { constructor: true } }, later);

    const expected = { ...profile, attributes: { constructor: true }, timezone: 'Europe/London', version: 3 };
    expect((await store.users.getMany(['ada'])).get('ada')).toMatchObject(expected);
    expect((await store.userList.list({ prefix: '', limit: 1 })).users).toMatchObject([expected]);
  });

  test('keep several addresses of a channel, and are found by each', async () => {
    const work = { address: 'ada@work.example', verified: true, label: 'work' };
    const emails = [{ address: 'ada@home.example' }, work];
    await store.users.upsert('ada', { emails: [{ address: 'ada@home.example' }, { ...work, primary: true }] }, aMoment);

    await store.users.choose({ userId: 'ada', choices: { timezone: 'Europe/London' }, version: 1 }, later);

    const expected = { email: 'ada@work.example', emails, timezone: 'Europe/London' };
    expect((await store.users.getMany(['ada'])).get('ada')).toMatchObject(expected);
    const { records } = await store.records.page({ userId: 'ada', limit: 10 });
    expect(records.filter(({ kind }) => kind === 'address')).toHaveLength(2);
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

  const everything: Choices = {
    preferences: {
      repairs: { email: 'opted_out', sms: 'opted_in', digest: 'weekly' },
      'for-sale_items': { inbox: 'opted_out' },
      constructor: { email: 'opted_out' as const },
    },
    quietHours: { start: '22:00', end: '07:00', days: { sunday: 'none', friday: { start: '23:30', end: '09:00' } } },
    digestTime: '17:45',
    digestDay: 'friday',
    locale: 'en-GB',
    timezone: 'Europe/London',
  };
  const read = async (id = 'ada') => (await store.users.getMany([id])).get(id);

  test('keep what they choose, whatever else changes, and each change is a version', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);

    const chosen = await store.users.choose({ userId: 'ada', choices: everything, version: 1 }, later);
    await store.users.upsert('ada', { phone: '+447400123456' }, later);

    expect(chosen).toEqual({
      id: 'ada',
      email: 'ada@example.com',
      ...everything,
      version: 2,
      createdAt: aMoment,
      updatedAt: later,
    });
    expect(await read()).toEqual(Object.assign({}, chosen, { phone: '+447400123456', version: 3 }));
  });

  test('choose anew: what is absent is chosen no more, and how they are reached stays', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);
    await store.users.choose({ userId: 'ada', choices: everything, version: 1 }, aMoment);

    const choices = { preferences: { repairs: { sms: 'opted_out' } }, timezone: undefined } as const;
    await store.users.choose({ userId: 'ada', choices, version: 2 }, later);

    const expected = { id: 'ada', email: 'ada@example.com', preferences: { repairs: { sms: 'opted_out' } }, version: 3 };
    expect(await read()).toEqual({ ...expected, createdAt: aMoment, updatedAt: later });
  });

  test('that have changed since they were looked at are not written over', async () => {
    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);
    await store.users.upsert('ada', { locale: 'de-CH' }, aMoment);

    expect(await store.users.choose({ userId: 'ada', choices: everything, version: 1 }, later)).toBeUndefined();
    expect(await store.users.choose({ userId: 'ada', choices: everything, version: 0 }, later)).toBeUndefined();
    expect(await store.users.choose({ userId: 'nobody', choices: everything, version: 1 }, later)).toBeUndefined();

    expect(await read()).toMatchObject({ locale: 'de-CH', version: 2 });
    expect(await read('nobody')).toBeUndefined();
  });

  test('can begin with a choice, also when they have an inbox already', async () => {
    await enterItem(store, 'n1');

    const chosen = await store.users.choose({ userId: 'ada', choices: { digestTime: '06:15' }, version: 0 }, later);

    expect(chosen).toEqual({ id: 'ada', digestTime: '06:15', version: 1, createdAt: later, updatedAt: later });
    expect(await read()).toEqual(chosen);
    expect(await store.feed.state('ada')).toMatchObject({ version: 1 });
  });

  test('of two choices made from the same version one is written', async () => {
    await store.users.upsert('ada', {}, aMoment);
    const choose = (digestTime: string) => store.users.choose({ userId: 'ada', choices: { digestTime }, version: 1 }, later);

    const answers = await Promise.all([choose('06:15'), choose('18:30')]);

    const [made, ...others] = answers.filter((answer) => answer !== undefined);
    expect(others).toEqual([]);
    expect(await read()).toEqual(made);
  });

  test('only known by their inbox do not exist yet, and keep the inbox once they do', async () => {
    await enterItem(store, 'n1');
    expect((await store.users.getMany(['ada'])).size).toBe(0);

    await store.users.upsert('ada', { email: 'ada@example.com' }, aMoment);

    expect(await store.feed.state('ada')).toEqual({ version: 1, seenThrough: 0, readThrough: 0 });
  });
});
