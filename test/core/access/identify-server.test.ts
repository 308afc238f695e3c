import { countCall, identifyServer } from '../../../core/access/identify-server.ts';
import { fingerprint } from '../../../core/publishing/rules/fingerprint.ts';
import { anApiKey, world } from '../../world.ts';

const secret = 'bh_live_correcthorsebattery';

test('a key is known by its hash alone', async () => {
  const here = world();
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
  const here = world();
  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));

  await expect(identifyServer(authorization, here)).rejects.toMatchObject({
    code: 'unauthorized',
    headers: { 'WWW-Authenticate': expect.any(String) },
  });
});

test('a revoked key is refused at once', async () => {
  const here = world();
  await here.apiKeys.add(anApiKey({ hash: fingerprint(secret) }));
  await here.apiKeys.revoke('key_1', here.now());

  await expect(identifyServer(`Bearer ${secret}`, here)).rejects.toMatchObject({ code: 'unauthorized' });
});

test('a key may make its calls a minute, is then told when to come back, and may again in the next', async () => {
  const here = world();
  const deps = { ...here, callsPerMinute: 2 };
  here.at('2030-03-15T12:00:20Z');

  expect(await countCall('key_1', deps)).toEqual({ 'RateLimit-Policy': '"key";q=2;w=60', RateLimit: '"key";r=1;t=40' });
  await countCall('key_1', deps);
  await expect(countCall('key_1', deps)).rejects.toMatchObject({ code: 'rate_limited', headers: { 'Retry-After': '40' } });
  await expect(countCall('key_2', deps)).resolves.toMatchObject({ RateLimit: '"key";r=1;t=40' });
  here.pass(40);

  await expect(countCall('key_1', deps)).resolves.toMatchObject({ RateLimit: '"key";r=1;t=60' });
});
