import { putConnection } from '../../../../core/channels/chat/connections.ts';
import { aChatConnection, putAsIs, slackUrl } from '../../../core/channels/chat/a-chat-connection.ts';
import { describeEachStore, type StoreWorld } from '../../each-store.ts';

describeEachStore('chat connections', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
    await store.users.upsert('ada', { email: 'ada@example.com' }, store.now());
  });

  const put = (changes = {}, owner = 'ada', drop: string[] = []) =>
    putAsIs(store, { owner, connection: aChatConnection(changes), drop });
  const inUse = async (owner = 'ada') => {
    const user = (await store.users.getMany([owner])).get(owner) as { chat_connections?: string[] } | undefined;
    return user?.chat_connections ?? [];
  };
  const turn = (id = 'ops', owner = 'ada') => store.chatConnections.takeTurn(owner, id, 1, store.now());

  test('are listed by name, and their owner names those in use', async () => {
    await put({ id: 'ops', description: 'On call' });
    await put({ id: 'dev', kind: 'discord', url: 'https://discord.com/api/webhooks/1/x' });
    await put({ id: 'ops' });

    expect(await store.chatConnections.list('ada')).toEqual([
      aChatConnection({ id: 'dev', kind: 'discord', url: 'https://discord.com/api/webhooks/1/x' }),
      aChatConnection({ id: 'ops' }),
    ]);
    expect(await inUse()).toEqual(['ops', 'dev']);
    expect((await store.users.getMany(['ada'])).get('ada')).toMatchObject({ email: 'ada@example.com' });
  });

  test('are of nobody who is not there, and of a room from its first on, which no list of users has', async () => {
    expect(await put({}, 'nobody')).toBeUndefined();
    expect(await store.chatConnections.list('nobody')).toEqual([]);
    expect(await put({}, '#building:42')).toEqual(aChatConnection());

    expect(await inUse('#building:42')).toEqual(['ops']);
    expect((await store.userList.list({ prefix: '', limit: 10 })).users.map(({ id }) => id)).toEqual(['ada']);
  });

  test('make room for another, and are forgotten', async () => {
    await put({ id: 'one' });
    await put({ id: 'two' }, 'ada', ['one']);
    expect(await inUse()).toEqual(['two']);

    await store.chatConnections.remove('ada', 'two', store.now());
    await store.chatConnections.remove('ada', 'two', store.now());

    expect([await inUse(), await store.chatConnections.list('ada')]).toEqual([[], []]);
  });

  test('are no more than ten, however many are put at once', async () => {
    const secret = { readOrMake: async () => new Uint8Array(32) };
    const deps = { ...store, secret, targets: { refusalOf: async () => undefined }, newSeed: () => 'seed' };
    const connect = (id: string) => putConnection({ owner: 'ada', id, connection: { kind: 'slack', url: slackUrl } }, deps);
    for (let index = 1; index < 10; index += 1) await connect(`c${index}`);

    await Promise.all(['one', 'two', 'three', 'four'].map(connect));

    const kept = (await store.chatConnections.list('ada')).map(({ id }) => id);
    expect(kept).toHaveLength(10);
    expect((await inUse()).toSorted()).toEqual(kept);
  });

  test('keep the turns they have when they are put again, and lose them with another webhook', async () => {
    await put();
    await store.chatConnections.leaveAlone('ada', 'ops', new Date(store.now().getTime() + 30_000));

    await put({ description: 'On call' });
    expect(await turn()).toMatchObject({ turn: 'later', afterSeconds: 30 });
    await put({ seed: 'two' });
    expect(await turn()).toMatchObject({ turn: 'now' });
  });

  test('give one turn at a time, after which the next waits', async () => {
    await put();
    const turns = await Promise.all([turn(), turn(), turn()]);

    expect(turns.map((each) => each.turn).sort()).toEqual(['later', 'later', 'now']);
    expect(turns.find((each) => each.turn === 'now')).toMatchObject({ connection: { id: 'ops', lastUsedAt: store.now() } });
    expect(turns.find((each) => each.turn === 'later')).toEqual({ turn: 'later', afterSeconds: 1, isAsked: false });
    store.pass(1);
    expect(await turn()).toMatchObject({ turn: 'now' });
    expect(await turn('unheard')).toEqual({ turn: 'never' });
  });

  test('are left alone for as long as their service wants', async () => {
    await put();
    await store.chatConnections.leaveAlone('ada', 'ops', new Date(store.now().getTime() + 30_000));
    await store.chatConnections.leaveAlone('ada', 'unheard', store.now());

    expect(await turn()).toEqual({ turn: 'later', afterSeconds: 30, isAsked: true });
    store.pass(30);
    expect(await turn()).toMatchObject({ turn: 'now' });
    expect(await store.chatConnections.list('ada')).toHaveLength(1);
  });

  test('that are gone are no longer in use, unless another was put in their place', async () => {
    await put({ seed: 'two' });
    await store.chatConnections.markGone('ada', { id: 'ops', seed: 'one' }, 'no_service', store.now());
    expect(await inUse()).toEqual(['ops']);

    await store.chatConnections.markGone('ada', { id: 'ops', seed: 'two' }, 'no_service', store.now());

    expect(await inUse()).toEqual([]);
    expect(await turn()).toEqual({ turn: 'never' });
    expect(await store.chatConnections.list('ada')).toMatchObject([{ goneBecause: 'no_service' }]);
  });

  test('are in the export of their user, and go with them', async () => {
    await put();
    const { records } = await store.records.page({ userId: 'ada', limit: 10 });
    expect(records).toContainEqual({ kind: 'chat-connection', connection: aChatConnection() });

    await store.records.close('ada', store.now());
    while ((await store.records.eraseSome('ada')).more);

    expect(await store.chatConnections.list('ada')).toEqual([]);
  });
});
