import { localSubscription } from '../../local/emulators/providers/push/web-push.ts';
import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const ask = (method: string, path: string) => localSystem.call(method, path, { key: localSystem.key() });

test('a user is exported, deleted everywhere, and may come back as somebody new', async () => {
  await ask('PUT', '/v1/topics/building:42/subscriptions/ada');
  const shown = await localSystem.publish({ workflow: 'message', recipients: ['ada'], data: { title: 'Shown', body: 'Here.' } });
  const hidden = await localSystem.publish({
    workflow: 'message',
    recipients: ['ada'],
    channels: ['email'],
    data: { title: 'By e-mail only', body: 'There.' },
  });
  const ids = [shown, hidden].map(({ body }) => body.notifications[0].id as string);
  await eventually('both are in her mailbox', async () => (await localSystem.outbox({ to: 'ada@example.com' })).length === 2);

  const { status, body: exported } = await ask('GET', '/v1/users/ada/export');
  expect(status).toBe(200);
  expect(exported).toMatchObject({ user: { id: 'ada', email: 'ada@example.com' }, topics: ['building:42'] });
  expect(exported.notifications.map(({ id }: { id: string }) => id).sort()).toEqual([...ids].sort());

  expect(await ask('DELETE', '/v1/users/ada')).toMatchObject({ status: 204 });
  expect(await ask('DELETE', '/v1/users/ada')).toMatchObject({ status: 404 });
  for (const path of ['/v1/users/ada', '/v1/users/ada/export', ...ids.map((id) => `/v1/notifications/${id}`)]) {
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
  }

  await localSystem.publish({ workflow: 'message', recipients: [{ id: 'ada' }], data: { title: 'Welcome', body: 'Back.' } });
  const titles = await eventually('she has an inbox again', async () => {
    const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
    return body.data.length > 0 && body.data.map(({ title }: { title: string }) => title);
  });
  expect(titles).toEqual(['Welcome']);
  expect((await ask('GET', '/v1/users/ada/export')).body).toMatchObject({ user: { id: 'ada' }, topics: [] });
});

test('what waits for a user goes with them, and a token that outlives them can do nothing', async () => {
  const body = { email: 'kim@example.com', timezone: 'UTC' };
  await localSystem.call('PUT', '/v1/users/kim', { key: localSystem.key(), body });
  await localSystem.as('kim', 'PATCH', '/v1/me/preferences', { body: { categories: { general: { digest: 'daily' } } } });
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const hello = (title: string) => ({ workflow: 'message', recipients: ['kim'], data: { title, body: 'Hello.' } });
  const waiting = await localSystem.publish(hello('In a digest'));
  const held = await localSystem.publish({ ...hello('In an hour'), send_at: sendAt, cancellation_key: 'kim:1' });
  for (const { body } of [waiting, held])
    await eventually('both wait', async () => (await ask('GET', `/v1/notifications/${body.notifications[0].id}`)).status === 200);
  const { body: exported } = await ask('GET', '/v1/users/kim/export');
  expect(exported).toMatchObject({ digests: [{ cadence: 'daily', number: 1 }], digest_entries: [{ title: 'In a digest' }] });

  expect(await ask('DELETE', '/v1/users/kim')).toMatchObject({ status: 204 });

  const later = await localSystem.as('kim', 'PATCH', '/v1/me/preferences', { body: { digest_time: '06:15' } });
  expect([later.status, later.body.code]).toEqual([401, 'unauthorized']);
  expect((await localSystem.as('kim', 'GET', '/v1/me/notifications')).body.data).toEqual([]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  await localSystem.run('release-due', sendAt);
  await localSystem.run('send-digests', tomorrow);
  await eventually('the queues are empty', async () => {
    const { data } = (await localSystem.local('GET', '/queues')).body;
    return data.every((queue: Record<string, number>) => queue.waiting === 0 && queue.in_flight === 0);
  });
  expect(await localSystem.outbox({ to: 'kim@example.com' })).toEqual([]);
  expect(await ask('GET', '/v1/users/kim')).toMatchObject({ status: 404 });
});

test('users in bulk are told something each, by somebody, and their export has who they were', async () => {
  const users = [
    { id: 'lin', name: 'Lin', avatar: 'https://app.example.com/lin.png', attributes: { plan: 'pro', seats: 3 } },
    { id: 'maya', attributes: { plan: {} } },
    { id: 'noor', attributes: JSON.parse('{"constructor": "x"}') },
    { id: 'ravi' },
  ];
  const bulk = await localSystem.call('POST', '/v1/users/bulk', { key: localSystem.key(), body: { users } });
  expect([bulk.status, bulk.body.users.map(({ id }: { id: string }) => id)]).toEqual([200, ['lin', 'ravi']]);
  expect(bulk.body.refused).toMatchObject([
    { pointer: '/users/1/attributes/plan' },
    { pointer: '/users/2/attributes/constructor' },
  ]);

  const { body: published } = await localSystem.publish({
    workflow: 'message',
    actor: 'lin',
    recipients: [{ id: 'ravi', data: { title: 'For Ravi' } }, 'lin', { id: 'maya', data: { title: 'For nobody' } }],
    data: { title: 'For all', body: '' },
    channels: ['inbox'],
  });
  expect(published.refused).toMatchObject([{ code: 'recipient_unknown', user: 'maya' }]);

  const inboxOf = async (user: string) => (await localSystem.as(user, 'GET', '/v1/me/notifications')).body.data;
  const items = await eventually('both have it', async () => {
    const [ravi = [], lin = []] = [await inboxOf('ravi'), await inboxOf('lin')];
    return ravi.length > 0 && lin.length > 0 && [...ravi, ...lin];
  });
  const actor = { id: 'lin', name: 'Lin', avatar: 'https://app.example.com/lin.png' };
  expect(items).toMatchObject([
    { title: 'For Ravi', actor },
    { title: 'For all', actor },
  ]);
  const { body: exported } = await ask('GET', '/v1/users/lin/export');
  expect(exported).toMatchObject({
    user: users[0],
    notifications: [{ profile: { attributes: { plan: 'pro', seats: 3 } }, actor }],
  });
});

const browser = (id: string) => localSubscription(id, localSystem.system.endpoints.providers);
const newUser = (id: string) => localSystem.call('PUT', `/v1/users/${id}`, { key: localSystem.key(), body: {} });
const devicesOf = async (id: string): Promise<{ id: string }[]> => (await ask('GET', `/v1/users/${id}/devices`)).body.data;
const addDevice = (id: string, body: unknown) =>
  localSystem.call('PUT', `/v1/users/${id}/devices`, { key: localSystem.key(), body });

test('a user has ten devices at most, which the export masks, and one that somebody else signs in on is theirs', async () => {
  for (const user of ['dora', 'eve']) await newUser(user);
  const { body: oldest } = await localSystem.as('dora', 'PUT', '/v1/me/devices', { body: browser('dora-0') });
  for (let number = 1; number <= 10; number += 1) await addDevice('dora', browser(`dora-${number}`));

  const ids = (await devicesOf('dora')).map(({ id }) => id);
  expect(ids).toHaveLength(10);
  expect(ids).not.toContain(oldest.id);
  const { body: exported } = await ask('GET', '/v1/users/dora/export');
  expect(exported.devices).toHaveLength(10);
  const { endpoint, keys } = browser('dora-10');
  for (const secret of [endpoint, keys.p256dh, keys.auth]) expect(JSON.stringify(exported)).not.toContain(secret);

  const { body: moved } = await localSystem.as('eve', 'PUT', '/v1/me/devices', { body: browser('dora-10') });
  expect(ids).toContain(moved.id);
  expect((await devicesOf('dora')).map(({ id }) => id)).toEqual(ids.filter((id) => id !== moved.id));
  expect((await localSystem.as('eve', 'GET', '/v1/me/devices')).body.data).toEqual([moved]);
  expect(await localSystem.as('dora', 'DELETE', `/v1/me/devices/${moved.id}`)).toMatchObject({ status: 404 });
  expect(await localSystem.as('eve', 'DELETE', `/v1/me/devices/${moved.id}`)).toMatchObject({ status: 204 });
});

test('a push message is read on the device that is there, one that is gone is removed and told of, and erasing takes the rest', async () => {
  await newUser('fay');
  const { body: there } = await addDevice('fay', browser('fay-phone'));
  const { body: gone } = await addDevice('fay', browser('gone-fay'));
  const data = { technician: 'Fay', customer: 'Northwind', repair_number: 'R-8', link: 'https://app.example.com/repairs/8' };

  const { body } = await localSystem.publish({ workflow: 'repair-approved', recipients: ['fay'], data, channels: ['push'] });

  const [{ id }] = body.notifications;
  const notification = await eventually('it is sent', async () => {
    const { status, body: shown } = await ask('GET', `/v1/notifications/${id}`);
    return status === 200 && shown.messages[0]?.status === 'sent' && shown;
  });
  const [{ text }] = await localSystem.outbox({ channel: 'push', to: 'fay-phone' });
  expect(JSON.parse(text)).toMatchObject({ id, title: 'Repair R-8 is approved', url: data.link });
  const told = JSON.stringify(notification.timeline);
  expect(told).toContain(`${gone.id}: the push service answered 410`);
  expect(told).not.toContain('/web-push/');
  expect(await devicesOf('fay')).toEqual([there]);

  await ask('DELETE', '/v1/users/fay');
  await newUser('fay');
  expect(await devicesOf('fay')).toEqual([]);
  expect((await ask('GET', '/v1/users/fay/export')).body.devices).toBeUndefined();
});
