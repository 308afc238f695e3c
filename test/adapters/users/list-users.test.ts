import { describeEachStore, type StoreWorld } from '../each-store.ts';

async function fill(here: StoreWorld, ids: readonly string[]): Promise<void> {
  for (const id of ids) await here.users.upsert(id, { locale: 'en-GB' }, here.now());
}

async function walk(here: StoreWorld, prefix: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (let step = 0; step < 50; step += 1) {
    const { users, next } = await here.userList.list({ prefix, after, limit });
    ids.push(...users.map(({ id }) => id));
    if (next === undefined) return ids;
    after = next;
  }
  throw new Error('the list does not end');
}

describeEachStore('users are listed', (open) => {
  test('in the order of their ids, page by page, and by how their ids begin', async () => {
    const here = await open();
    const ids = ['ada', 'ada-2', 'bob', 'grace', 'Zoë', 'zoe', 'ünal', 'a'];
    await fill(here, ids);

    for (const limit of [1, 3, 50]) {
      expect(await walk(here, '', limit)).toEqual(['Zoë', 'a', 'ada', 'ada-2', 'bob', 'grace', 'zoe', 'ünal']);
      expect(await walk(here, 'a', limit)).toEqual(['a', 'ada', 'ada-2']);
    }
    expect(await walk(here, 'nobody', 5)).toEqual([]);
  });

  test('once, however often they change, and not when they were deleted', async () => {
    const here = await open();
    await fill(here, ['ada', 'grace']);
    await here.users.upsert('ada', { locale: 'de' }, here.now());

    await here.records.close('grace', here.now());

    expect(await walk(here, '', 5)).toEqual(['ada']);
  });
});
