import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const topic = 'building:42';

async function withUsers(world: Pick<StoreWorld, 'users'>, ids: readonly string[]): Promise<void> {
  for (const id of ids) await world.users.upsert(id, { email: `${id}@example.com` }, aMoment);
}

describeEachStore('topics', (open) => {
  test('know their subscribers, each once, and nobody of another topic', async () => {
    const here = await open();
    await withUsers(here, ['ada', 'grace', 'hopper']);

    await here.topics.subscribe({ topic, userId: 'grace' });
    await here.topics.subscribe({ topic, userId: 'ada' });
    await here.topics.subscribe({ topic, userId: 'ada' });
    await here.topics.subscribe({ topic: 'building:4', userId: 'hopper' });

    expect(await here.topics.subscribers({ topic, limit: 10 })).toEqual({ userIds: ['ada', 'grace'] });
  });

  test('take no user who does not exist, nor one who only has an inbox', async () => {
    const here = await open();

    expect(await here.topics.subscribe({ topic, userId: 'nobody' })).toBe(false);
    expect(await here.topics.subscribers({ topic, limit: 10 })).toEqual({ userIds: [] });
  });

  test('let a user go, as often as asked', async () => {
    const here = await open();
    await withUsers(here, ['ada', 'grace']);
    await here.topics.subscribe({ topic, userId: 'ada' });
    await here.topics.subscribe({ topic, userId: 'grace' });

    await here.topics.unsubscribe({ topic, userId: 'ada' });
    await here.topics.unsubscribe({ topic, userId: 'ada' });

    expect(await here.topics.subscribers({ topic, limit: 10 })).toEqual({ userIds: ['grace'] });
  });

  test('are read page by page, whoever comes and goes in between', async () => {
    const here = await open();
    await withUsers(here, ['a', 'b', 'c', 'd', 'e', 'f']);
    for (const userId of ['a', 'b', 'c', 'd', 'e']) await here.topics.subscribe({ topic, userId });

    const first = await here.topics.subscribers({ topic, limit: 2 });
    await here.topics.unsubscribe({ topic, userId: 'b' }); // the cursor itself
    await here.topics.unsubscribe({ topic, userId: 'd' });
    await here.topics.subscribe({ topic, userId: 'f' });
    const rest = await here.topics.subscribers({ topic, after: first.next, limit: 10 });

    expect(first).toEqual({ userIds: ['a', 'b'], next: 'b' });
    expect(rest).toEqual({ userIds: ['c', 'e', 'f'] });
  });

  test('are listed by name, page by page, once each, and not when nobody is left', async () => {
    const here = await open();
    await withUsers(here, ['ada', 'grace']);
    for (const name of ['c', 'a', 'b', 'building:42']) await here.topics.subscribe({ topic: name, userId: 'ada' });
    await here.topics.subscribe({ topic: 'a', userId: 'grace' });
    await here.topics.unsubscribe({ topic: 'b', userId: 'ada' });

    const first = await here.topicList.list({ limit: 3 });
    const second = await here.topicList.list({ limit: 3, after: first.next });

    expect(first).toEqual({ topics: ['a', 'building:42'], next: 'building:42' });
    expect(second).toEqual({ topics: ['c'] });
  });
});
