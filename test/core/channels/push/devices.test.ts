import { NewDevice } from '../../../../contract/channels/push/devices.ts';
import { listDevices, mostDevices, putDevice, removeDevice } from '../../../../core/channels/push/devices.ts';
import { deviceIdOf, playDevices } from '../../../../core/channels/push/rules/device-id.ts';
import { world } from '../../../world.ts';
import { aSubscription } from './a-device.ts';

/** Ada, who has no device yet; `refusal` is why no message may go to a URL. */
async function aScene(refusal?: string) {
  const here = world();
  await here.users.upsert('ada', {}, here.now());
  const kinds = ['web', 'fcm', 'apns'] as const;
  const deps = { ...here, kinds, refusalOf: async () => refusal, webKey: async () => 'key' };
  return { here, deps, put: (name: string, userId = 'ada') => putDevice({ userId, device: aSubscription(name) }, deps) };
}

test('a browser that says it again is the same device, and shows nothing of where it is reached', async () => {
  const { here, deps, put } = await aScene();
  const first = await put('desktop');
  here.pass(60);

  const again = await put('desktop');

  expect(again).toEqual({ ...first, renewed_at: here.now().toISOString() });
  expect(await listDevices('ada', deps)).toEqual({ data: [again], web_key: 'key' });
  expect(JSON.stringify(again)).not.toContain('/send/');
  expect(again.push_service).toBe('push.example.net');
});

test('of more than ten devices, the one that was renewed longest ago goes', async () => {
  const { here, deps, put } = await aScene();
  for (let index = 0; index < mostDevices; index += 1) {
    await put(`d${index}`);
    here.pass(1);
  }
  const first = await put('d0');
  here.pass(1);

  const eleventh = await put('eleventh');

  const ids = (await listDevices('ada', deps)).data.map(({ id }) => id);
  expect(ids).toHaveLength(mostDevices);
  expect(ids).toEqual(expect.arrayContaining([first.id, eleventh.id]));
  expect(ids).not.toContain(deviceIdOf(aSubscription('d1')));
  expect((await here.users.getMany(['ada'])).get('ada')).toMatchObject({ devices: expect.arrayContaining(ids) });
});

test('an endpoint that is not on the internet is refused, and nobody’s device too', async () => {
  const { put } = await aScene('must be a host on the internet');
  const elsewhere = await aScene();

  await expect(put('desktop')).rejects.toMatchObject({ code: 'body_invalid', places: [{ pointer: '/endpoint' }] });
  await expect(elsewhere.put('desktop', 'nobody')).rejects.toMatchObject({ code: 'not_found' });
});

test('a device is removed once', async () => {
  const { here, deps, put } = await aScene();
  const { id } = await put('desktop');

  await removeDevice({ userId: 'ada', id }, deps);

  expect(await here.devices.list('ada')).toEqual([]);
  await expect(removeDevice({ userId: 'ada', id }, deps)).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  ['delivered', 'delivered'],
  ['soft-fail', 'temporary-failure'],
  ['fail', 'permanent-failure'],
])('a device at %s.test.bellhop.example plays %s in a test', (name, outcome) => {
  const id = deviceIdOf({ ...aSubscription(), endpoint: `https://${name}.test.bellhop.example/ada` });

  expect(playDevices(JSON.stringify([deviceIdOf(aSubscription()), id]))).toBe(outcome);
  expect(playDevices(JSON.stringify([deviceIdOf(aSubscription())]))).toBeUndefined();
});

const fcmToken = 'dGVzdC1pbnN0YWxsYXRpb24:APA91bFz0123456789abcdefghijklmnopqrstuvwxyz';
const apnsToken = '00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0';

test('an app is the same device in whatever case its token comes, and shows nothing of it', async () => {
  const { deps } = await aScene();
  const put = (device: NewDevice) => putDevice({ userId: 'ada', device }, deps);

  const first = await put({ kind: 'apns', token: apnsToken });
  const again = await put({ kind: 'apns', token: apnsToken.toUpperCase() });
  const android = await put({ kind: 'fcm', token: fcmToken });

  expect(again.id).toBe(first.id);
  expect(await listDevices('ada', deps)).toMatchObject({ data: [{ kind: 'apns' }, { kind: 'fcm', id: android.id }] });
  expect(JSON.stringify(await listDevices('ada', deps))).not.toMatch(/APA91b|00fc13/i);
});

test('a stage without apps takes browsers alone', async () => {
  const { deps } = await aScene();

  await expect(
    putDevice({ userId: 'ada', device: { kind: 'fcm', token: fcmToken } }, { ...deps, kinds: ['web'] }),
  ).rejects.toMatchObject({ code: 'body_invalid' });
});

test.each([
  ['fcm', fcmToken, true],
  ['fcm', 'short', false],
  ['fcm', `${fcmToken} `, false],
  ['fcm', 'delivered.test.bellhop.example', true],
  ['apns', apnsToken, true],
  ['apns', apnsToken.slice(1), false],
  ['apns', 'x'.repeat(64), false],
  ['apns', 'soft-fail.test.bellhop.example', true],
])('a token of %s has a shape: %s', (kind, token, isOne) => {
  expect(NewDevice.safeParse({ kind, token }).success).toBe(isOne);
});

test('an app plays what its magic token says', () => {
  const ids = (['fcm', 'apns'] as const).map((kind) => deviceIdOf({ kind, token: 'soft-fail.test.bellhop.example' }));

  for (const id of ids) expect(playDevices(JSON.stringify([id]))).toBe('temporary-failure');
});
