import { aSchedule } from '../../core/schedules/a-schedule.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

describeEachStore('schedules', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('are found as they were made', async () => {
    const schedule = aSchedule({
      publish: { workflow: 'message', topic: 'building:42', data: { title: 'Hello' }, priority: 'low', channels: ['inbox'] },
      timing: {
        every: '2 hours',
        timezone: 'Europe/London',
        startsAt: new Date('2030-04-01T00:00:00Z'),
        endsAt: new Date('2030-05-01T00:00:00Z'),
        since: store.now(),
      },
    });

    expect(await store.schedules.add(schedule)).toEqual(schedule);
    expect(await store.schedules.find('morning')).toEqual(schedule);
    expect(await store.schedules.find('evening')).toBeUndefined();
  });

  test('are one for each id: the first stays, and is what adding answers', async () => {
    await store.schedules.add(aSchedule());

    expect(await store.schedules.add(aSchedule({ graceSeconds: 60 }))).toEqual(aSchedule());
  });

  test('are changed by whoever has read them last', async () => {
    await store.schedules.add(aSchedule());
    const later = new Date(store.now().getTime() + 1);

    expect(await store.schedules.replace(aSchedule({ paused: true, updatedAt: later }), aSchedule().updatedAt)).toBe(true);
    expect(await store.schedules.replace(aSchedule({ paused: false }), aSchedule().updatedAt)).toBe(false);
    expect(await store.schedules.find('morning')).toMatchObject({ paused: true });
    expect(await store.schedules.replace(aSchedule({ id: 'gone' }), aSchedule().updatedAt)).toBe(false);
  });

  test('are gone once removed, and can be made again', async () => {
    await store.schedules.add(aSchedule());

    expect(await store.schedules.remove('morning')).toBe(true);
    expect(await store.schedules.remove('morning')).toBe(false);
    expect(await store.schedules.find('morning')).toBeUndefined();
    expect(await store.schedules.add(aSchedule({ graceSeconds: 60 }))).toMatchObject({ graceSeconds: 60 });
  });

  test('are found among what is kept of the users whom they name, and of nobody else', async () => {
    const naming = (recipients: string[]) => ({ ...aSchedule().publish, recipients });
    const later = new Date(store.now().getTime() + 1);
    const kept = async (userId: string) => (await store.records.page({ userId, limit: 10 })).records;
    await store.schedules.add(aSchedule({ publish: naming(['ada', 'grace']) }));
    expect(await kept('ada')).toEqual([{ kind: 'schedule', scheduleId: 'morning' }]);

    await store.schedules.replace(aSchedule({ publish: naming(['grace', 'lin']), updatedAt: later }), aSchedule().updatedAt);
    expect(await kept('ada')).toEqual([]);
    expect(await kept('lin')).toEqual([{ kind: 'schedule', scheduleId: 'morning' }]);

    await store.schedules.remove('morning');
    expect(await kept('lin')).toEqual([]);
  });

  test('go on without a user who is erased, and count that as a change', async () => {
    await store.users.upsert('ada', {}, store.now());
    await store.schedules.add(aSchedule({ publish: { ...aSchedule().publish, recipients: ['ada', 'grace'] } }));

    await store.records.close('ada', store.now());
    await store.records.eraseSome('ada');

    const left = await store.schedules.find('morning');
    expect(left).toMatchObject({ publish: { recipients: ['grace'] }, paused: false });
    expect(left && left.updatedAt > aSchedule().updatedAt).toBe(true);
    expect((await store.records.page({ userId: 'ada', limit: 10 })).records).toEqual([]);
  });

  test('are listed by id, page by page, with none left out or repeated', async () => {
    for (const id of ['d', 'B', 'a', 'c', '1']) await store.schedules.add(aSchedule({ id }));

    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.schedules.list({ limit: 2, after });
      seen.push(...page.schedules.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);

    expect(seen).toEqual(['1', 'B', 'a', 'c', 'd']);
  });

  test.each(['', 'x9', Buffer.from('#').toString('base64url')])(
    'cannot be listed from "%s", which was never given',
    async (after) => {
      await expect(store.schedules.list({ limit: 2, after })).rejects.toMatchObject({ code: 'cursor_invalid' });
    },
  );

  test("of a tenant cannot be listed from where another's list goes on", async () => {
    for (const id of ['acme/a', 'acme/b', 'beta/a', 'z']) await store.schedules.add(aSchedule({ id }));
    const list = (beginning: string, after?: string) => store.schedules.list({ beginning, limit: 1, after });
    const { next } = await list('acme/');

    expect((await list('acme/', next)).schedules.map(({ id }) => id)).toEqual(['acme/b']);
    await expect(list('beta/', next)).rejects.toMatchObject({ code: 'cursor_invalid' });
  });
});
