import { newApiKey } from '../../../bin/operator/new-api-key.ts';
import { identifyServer, type KnownKeys } from '../../../core/access/identify-server.ts';
import { fingerprint } from '../../../core/publishing/rules/fingerprint.ts';
import { anApiKey, world } from '../../world.ts';

const secret = 'bh_live_correcthorsebattery';

test('a key is known by its hash alone', async () => {
  const here = aProcess();
  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));

  await expect(identifyServer(`Bearer ${secret}`, here)).resolves.toMatchObject({ id: 'key_1' });
  await expect(identifyServer(`bearer ${secret}`, here)).resolves.toMatchObject({ id: 'key_1' });
});

test.each([
  ['no header', undefined],
  ['another scheme', `Basic ${secret}`],
  ['a key that nobody made', 'Bearer bh_live_somethingelse'],
  ['a hash in place of a key', `Bearer ${fingerprint(secret)}`],
])('%s is refused with the same words', async (_name, authorization) => {
  const here = aProcess();
  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));

  await expect(identifyServer(authorization, here)).rejects.toMatchObject({
    code: 'unauthorized',
    headers: { 'WWW-Authenticate': expect.any(String) },
  });
});

test('a revoked key is refused at once where it is not known yet', async () => {
  const here = aProcess();
  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));
  await here.apiKeys.revoke('key_1', here.now());

  await expect(identifyServer(`Bearer ${secret}`, here)).rejects.toMatchObject({ code: 'unauthorized' });
});

test('a key that was rotated is good until its end, also where it is known', async () => {
  const here = aProcess();
  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));
  await here.apiKeys.revoke('key_1', new Date(here.now().getTime() + 10_000));

  await expect(identifyServer(`Bearer ${secret}`, here)).resolves.toMatchObject({ id: 'key_1' });
  here.pass(10);
  await expect(identifyServer(`Bearer ${secret}`, here)).rejects.toMatchObject({ code: 'unauthorized' });
});

test('a good key is looked up once in half a minute, and a revoked one is refused after it', async () => {
  const here = aProcess();
  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));
  await identifyServer(`Bearer ${secret}`, here);
  await here.apiKeys.revoke('key_1', here.now());

  here.pass(29);
  await expect(identifyServer(`Bearer ${secret}`, here)).resolves.toMatchObject({ id: 'key_1' });
  expect(here.lookUps()).toBe(1);
  here.pass(1);
  await expect(identifyServer(`Bearer ${secret}`, here)).rejects.toMatchObject({ code: 'unauthorized' });
  await expect(identifyServer(`Bearer ${secret}`, here)).rejects.toMatchObject({ code: 'unauthorized' });
});

test('a key that was not there is looked up again with the next call', async () => {
  const here = aProcess();
  await expect(identifyServer(`Bearer ${secret}`, here)).rejects.toMatchObject({ code: 'unauthorized' });

  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));

  await expect(identifyServer(`Bearer ${secret}`, here)).resolves.toMatchObject({ id: 'key_1' });
});

test('a key that is bound to a tenant is taken here, and refused by the release before, which knows no tenants', async () => {
  const takenBefore = /^Bearer (bh_(?:live|test)_[A-Za-z0-9_-]{5,128})$/i; // as 0.1.0 has it
  const here = aProcess();
  const made = (tenant?: string) => newApiKey({ name: 'server', kind: 'live', tenant }, here.now());
  const [ofStage, bound] = [made(), made('acme-north')];
  await here.apiKeys.add(bound.key);

  await expect(identifyServer(`Bearer ${bound.secret}`, here)).resolves.toMatchObject({ tenant: 'acme-north' });
  expect(`Bearer ${bound.secret}`).not.toMatch(takenBefore);
  expect(`Bearer ${ofStage.secret}`).toMatch(takenBefore);
});

/** A process that knows no key yet, and how often it has asked for one. */
function aProcess() {
  const here = world();
  let lookUps = 0;
  const find = (hash: string) => {
    lookUps += 1;
    return here.apiKeys.find(hash);
  };
  return { ...here, apiKeys: { ...here.apiKeys, find }, lookUps: () => lookUps, knownKeys: new Map() as KnownKeys };
}
