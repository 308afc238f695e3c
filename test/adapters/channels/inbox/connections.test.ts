import { aMoment } from '../../../world.ts';
import { describeEachStore, type StoreWorld } from '../../each-store.ts';

const since = aMoment;
const until = new Date(aMoment.getTime() + 7_200_000);

async function withAda(world: StoreWorld): Promise<StoreWorld> {
  await world.users.upsert('ada', { email: 'ada@example.com' }, aMoment);
  return world;
}

describeEachStore('connections', (open) => {
  test('are listed for their user, and make the user live, for whoever reads the user and whoever marks', async () => {
    const { connections, users, feed } = await withAda(await open());
    expect((await users.getMany(['ada'])).get('ada')).not.toHaveProperty('liveUntil');

    expect(await connections.add({ userId: 'ada', id: 'c1=', since, until })).toBe(true);
    expect(await connections.add({ userId: 'ada', id: 'c2=', since, until })).toBe(true);

    expect((await connections.list('ada')).sort()).toEqual(['c1=', 'c2=']);
    expect(await connections.list('grace')).toEqual([]);
    expect((await users.getMany(['ada'])).get('ada')?.liveUntil).toEqual(until);
    expect((await feed.state('ada', { fresh: true })).liveUntil).toEqual(until);
  });

  test('of nobody are not noted', async () => {
    const { connections, users } = await open();

    expect(await connections.add({ userId: 'nobody', id: 'c1=', since, until })).toBe(false);

    expect(await connections.list('nobody')).toEqual([]);
    expect(await users.getMany(['nobody'])).toEqual(new Map());
  });

  test('are forgotten when they end, as often as that is said, and no longer listed past their time', async () => {
    const { connections, at } = await withAda(await open());
    await connections.add({ userId: 'ada', id: 'c1=', since, until });
    await connections.add({ userId: 'ada', id: 'c2=', since, until });

    await connections.remove('c1=');
    await connections.remove('c1=');

    expect(await connections.list('ada')).toEqual(['c2=']);
    at(until);
    expect(await connections.list('ada')).toEqual([]);
  });

  test('are listed also where many have ended that nobody said the end of', async () => {
    const { connections, at } = await withAda(await open());
    const ended = Array.from({ length: 60 }, (_, n) => `a${String(n).padStart(2, '0')}=`);
    for (const id of ended) await connections.add({ userId: 'ada', id, since, until });
    at(until);

    await connections.add({ userId: 'ada', id: 'b1=', since, until: new Date(until.getTime() + 7_200_000) });

    expect(await connections.list('ada')).toEqual(['b1=']);
  });

  test('outlive a change of the user, are in the export, and go with the user', async () => {
    const { connections, users, records } = await withAda(await open());
    await connections.add({ userId: 'ada', id: 'c1=', since, until });

    await users.upsert('ada', { email: 'countess@example.com' }, aMoment);
    await users.choose({ userId: 'ada', choices: { timezone: 'Europe/London' }, version: 2 }, aMoment);
    expect((await users.getMany(['ada'])).get('ada')?.liveUntil).toEqual(until);
    expect((await records.page({ userId: 'ada', limit: 10 })).records).toContainEqual({ kind: 'connection', since });

    await records.close('ada', aMoment);
    await records.eraseSome('ada');
    expect(await connections.list('ada')).toEqual([]);
    await users.upsert('ada', { email: 'ada@example.com' }, aMoment);
    expect((await users.getMany(['ada'])).get('ada')).not.toHaveProperty('liveUntil');
    await connections.remove('c1='); // its other half went as well
  });
});
