import type { ApiKey } from '../../../core/access/ports/access.ts';
import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const later = new Date('2030-04-01T00:00:00.000Z');

function aKey(changes: Partial<ApiKey> = {}): ApiKey {
  return { id: 'key_1', hash: 'a1b2', name: 'backend', kind: 'live', createdAt: aMoment, ...changes };
}

describeEachStore('API keys', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('are found by the hash of their secret, and only by that', async () => {
    await store.apiKeys.add(aKey());

    expect(await store.apiKeys.find('a1b2')).toEqual(aKey());
    expect(await store.apiKeys.find('key_1')).toBeUndefined();
  });

  test('are listed, the revoked ones too', async () => {
    await store.apiKeys.add(aKey());
    await store.apiKeys.add(aKey({ id: 'key_2', hash: 'c3d4', kind: 'test' }));
    await store.apiKeys.revoke('key_2', later);

    expect(await store.apiKeys.list()).toEqual([aKey(), aKey({ id: 'key_2', hash: 'c3d4', kind: 'test', revokedAt: later })]);
  });

  test('are revoked once and for all, from the first time on', async () => {
    await store.apiKeys.add(aKey());

    expect(await store.apiKeys.revoke('key_1', aMoment)).toBe(true);
    expect(await store.apiKeys.revoke('key_1', later)).toBe(true);
    expect(await store.apiKeys.find('a1b2')).toMatchObject({ revokedAt: aMoment });
  });

  test('that are to end later can be ended sooner', async () => {
    await store.apiKeys.add(aKey());

    await store.apiKeys.revoke('key_1', later);
    expect(await store.apiKeys.find('a1b2')).toMatchObject({ revokedAt: later });
    expect(await store.apiKeys.revoke('key_1', aMoment)).toBe(true);
    expect(await store.apiKeys.find('a1b2')).toMatchObject({ revokedAt: aMoment });
  });

  test('are removed for good, and leave the others alone', async () => {
    await store.apiKeys.add(aKey());
    await store.apiKeys.add(aKey({ id: 'key_2', hash: 'c3d4' }));

    expect(await store.apiKeys.remove('key_1')).toBe(true);
    expect(await store.apiKeys.remove('key_1')).toBe(false);
    expect(await store.apiKeys.find('a1b2')).toBeUndefined();
    expect(await store.apiKeys.list()).toEqual([aKey({ id: 'key_2', hash: 'c3d4' })]);
  });

  test('that do not exist cannot be revoked', async () => {
    expect(await store.apiKeys.revoke('key_1', later)).toBe(false);
    expect(await store.apiKeys.list()).toEqual([]);
  });

  test('of which several are known as one caller are found as that one, and each is removed by itself', async () => {
    await store.apiKeys.add(aKey(), 'one caller');
    await store.apiKeys.add(aKey({ id: 'key_2', hash: 'c3d4' }), 'one caller');

    expect(await store.apiKeys.find('a1b2')).toEqual(aKey({ id: 'one caller' }));
    expect((await store.apiKeys.list()).map(({ id }) => id)).toEqual(['key_1', 'key_2']);
    await store.apiKeys.remove('key_2');
    expect(await store.apiKeys.find('a1b2')).toEqual(aKey({ id: 'one caller' }));
    expect(await store.apiKeys.find('c3d4')).toBeUndefined();
  });

  test('with an id that is taken are not added', async () => {
    await store.apiKeys.add(aKey());

    await expect(store.apiKeys.add(aKey({ hash: 'c3d4' }))).rejects.toThrow('there is already an API key "key_1"');
    expect(await store.apiKeys.find('c3d4')).toBeUndefined();
  });
});
