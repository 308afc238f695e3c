import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const merge = { 'Content-Type': 'application/merge-patch+json' };

/** The e-mail of a new notification for a user, once it is known what becomes of it. */
async function emailOf(user: string): Promise<{ status: string; reason?: string }> {
  const data = { title: 'Opening hours', body: 'We open at eight.' };
  const { body } = await localSystem.publish({ workflow: 'message', recipients: [user], data, channels: ['inbox', 'email'] });
  const { id } = body.notifications[0];
  return eventually(`the e-mail of ${id} is sent or skipped`, async () => {
    const answer = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    const email = answer.body.messages?.find(({ channel }: { channel: string }) => channel === 'email');
    return ['sent', 'delivered', 'skipped'].includes(email?.status) && email;
  });
}

test('a user switches e-mails of a category off, which the next publish follows, and the server sees it and takes it back', async () => {
  const before = await localSystem.as('ada', 'GET', '/v1/me/preferences');
  expect(before).toMatchObject({ status: 200, body: { timezone: 'Europe/London', digest_time: '08:00' } });
  expect(before.body.categories.general).toMatchObject({ email: 'opted_in', digest: 'immediate', changeable: true });
  expect((await emailOf('ada')).status).not.toBe('skipped');

  const patch = { categories: { general: { email: 'opted_out' } } };
  const patched = await localSystem.as('ada', 'PATCH', '/v1/me/preferences', { body: patch, headers: merge });
  expect(patched).toMatchObject({ status: 200, body: { categories: { general: { email: 'opted_out', digest: 'off' } } } });
  expect(await emailOf('ada')).toMatchObject({ status: 'skipped', reason: 'preference_opted_out' });

  const path = '/v1/users/ada/preferences';
  const seen = await localSystem.call('GET', path, { key: localSystem.key() });
  expect(seen.body).toEqual(patched.body);
  expect(seen.headers.get('etag')).toBe(patched.headers.get('etag'));
  const back = await localSystem.call('PATCH', path, {
    key: localSystem.key(),
    body: { categories: { general: { email: null } } },
  });
  expect(back.body).toEqual(before.body);
  expect((await emailOf('ada')).status).not.toBe('skipped');
});

test('what has not changed is a 304, and what has is not written over', async () => {
  const { headers } = await localSystem.as('grace', 'GET', '/v1/me/preferences');
  const etag = headers.get('etag') ?? '';
  const patch = (body: unknown, ifMatch: string) =>
    localSystem.as('grace', 'PATCH', '/v1/me/preferences', { body, headers: { ...merge, 'if-match': ifMatch } });

  expect(await localSystem.as('grace', 'GET', '/v1/me/preferences', { headers: { 'if-none-match': etag } })).toMatchObject({
    status: 304,
  });
  const first = await patch({ quiet_hours: { start: '22:00', end: '07:00', days: { saturday: 'none' } } }, etag);
  expect(first).toMatchObject({ status: 200, body: { quiet_hours: { start: '22:00' } } });
  expect(await patch({ quiet_hours: null }, etag)).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
  expect(await patch({ quiet_hours: null }, first.headers.get('etag') ?? '')).toMatchObject({ status: 200 });
  expect((await localSystem.as('grace', 'GET', '/v1/me/preferences')).headers.get('etag')).toBe(etag);
});

test.each([
  ['a category that is not there', { categories: { gossip: { email: 'opted_out' } } }, 'category_unknown', '/categories/gossip'],
  ['a preference that is none', { categories: { general: { email: 'never' } } }, 'body_invalid', '/categories/general/email'],
  ['hours that are no quarter', { digest_time: '08:10' }, 'body_invalid', '/digest_time'],
  ['quiet hours that never end', { quiet_hours: { start: '22:00', end: '22:00' } }, 'body_invalid', '/quiet_hours/end'],
  ['a time zone that is none', { timezone: 'Europe/Londres' }, 'body_invalid', '/timezone'],
  ['a field that is none', { quiet: true }, 'body_invalid', '/quiet'],
])('%s is refused with its place', async (_name, body, code, pointer) => {
  const answer = await localSystem.as('ada', 'PATCH', '/v1/me/preferences', { body, headers: merge });

  expect(answer).toMatchObject({ status: 422, body: { code, errors: [{ pointer }] } });
});

test('nobody reads preferences of others: there is no user to the server, and none but oneself to a user', async () => {
  expect((await localSystem.call('GET', '/v1/users/nobody/preferences', { key: localSystem.key() })).status).toBe(404);
  const body = { digest_time: '09:00' };
  expect((await localSystem.call('PATCH', '/v1/users/nobody/preferences', { key: localSystem.key(), body })).status).toBe(404);
  expect((await localSystem.call('GET', '/v1/users/ada/preferences')).status).toBe(401);
  expect((await localSystem.as('grace', 'GET', '/v1/users/ada/preferences')).status).toBe(401);
  expect((await localSystem.call('PATCH', '/v1/me/preferences', { key: localSystem.key(), body })).status).toBe(401);
});

test('a link to unsubscribe and the preferences show the same', async () => {
  await emailOf('grace');
  const [email] = await localSystem.outbox({ channel: 'email', to: 'grace@example.com' });
  const url = /http:\S+\/u\/[\w-]+/.exec(email.text)?.[0] ?? '';

  await fetch(url, { method: 'POST' });
  const { body } = await localSystem.as('grace', 'GET', '/v1/me/preferences');
  expect(body.categories.general).toMatchObject({ email: 'opted_out', digest: 'off', chosen: ['email', 'digest'] });

  const on = { categories: { general: { digest: 'daily' } } };
  await localSystem.as('grace', 'PATCH', '/v1/me/preferences', { body: on, headers: merge });
  expect((await localSystem.as('grace', 'GET', '/v1/me/preferences')).body.categories.general).toMatchObject({
    email: 'opted_in',
    digest: 'daily',
  });
});
