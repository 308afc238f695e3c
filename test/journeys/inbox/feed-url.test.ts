import { createClient } from '../../../client/client.ts';
import { eventually } from '../local-system.ts';
import { everyFeature, type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

const page = everyFeature.settings.allowedOrigins;
let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem(everyFeature);
});

async function tokenOf(user: string): Promise<string> {
  await localSystem.call('PUT', `/v1/users/${user}`, { key: localSystem.key(), body: {} });
  return (await localSystem.local('POST', '/token', { user })).body.token;
}

async function publishTo(user: string): Promise<void> {
  const data = { title: 'One', body: 'New.' };
  await localSystem.publish({ workflow: 'message', recipients: [user], data, channels: ['inbox'] });
  await eventually('it is there', async () => {
    const { body } = await localSystem.as(user, 'GET', '/v1/me/notifications/unread-count');
    return body.counts.unread > 0;
  });
}

const feedUrl = () => String(localSystem.system.outputs.FeedUrl);
const poll = (token: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${feedUrl()}v1/me/notifications`, { method, headers: { Authorization: `Bearer ${token}`, ...headers } });

test('an inbox is read at the address for polls as it is at the API, and is as quiet when nothing is new', async () => {
  const token = await tokenOf('ada');
  await publishTo('ada');

  const there = await poll(token);
  const atApi = await localSystem.as('ada', 'GET', '/v1/me/notifications');
  expect(await there.json()).toEqual(atApi.body);
  const etag = there.headers.get('ETag') ?? '';
  expect(etag).toBe(atApi.headers.get('ETag'));

  expect((await poll(token, { 'If-None-Match': etag })).status).toBe(304);
  const count = await fetch(`${feedUrl()}v1/me/notifications/unread-count`, { headers: { Authorization: `Bearer ${token}` } });
  expect(await count.json()).toEqual({ counts: { unread: expect.any(Number), unseen: expect.any(Number) } });
});

test('the function checks tokens itself, and serves nothing but polls', async () => {
  expect((await poll('no.good.token')).status).toBe(401);
  expect((await poll(await tokenOf('ada'), {}, 'POST')).status).toBe(404);
  const mark = await fetch(`${feedUrl()}v1/me/notifications/read`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${await tokenOf('ada')}`, 'Content-Type': 'application/json' },
    body: '{"through":"w1"}',
  });
  expect(mark.status).toBe(404);
});

test("pages of the owner's may ask there, and see what they need of the answer", async () => {
  const asked = await fetch(`${feedUrl()}v1/me/notifications`, {
    method: 'OPTIONS',
    headers: { Origin: page, 'Access-Control-Request-Method': 'GET' },
  });
  const { headers } = await poll(await tokenOf('ada'), { Origin: page });

  expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(headers.get('access-control-allow-origin')).toBe(page);
  expect(headers.get('access-control-expose-headers')).toContain('x-poll-interval');
});

test('the client learns the address from the first answer and polls there, and marks at the API', async () => {
  const token = await tokenOf('grace');
  await publishTo('grace');
  const asked: string[] = [];
  const client = createClient({
    baseUrl: localSystem.system.url,
    getToken: () => token,
    fetch: (input, init) => {
      asked.push(String(input));
      return fetch(input, init);
    },
  });

  await client.list();
  const { body } = await client.list();
  for (const { id } of body?.data ?? []) await client.markRead(id);
  await client.unreadCount();

  const { url } = localSystem.system;
  expect(
    asked.map((each) =>
      each
        .replace(feedUrl(), 'there: ')
        .replace(url, 'API: ')
        .replace(/ntf_\w+/, 'id'),
    ),
  ).toEqual([
    'API: /v1/me/notifications',
    'there: v1/me/notifications',
    ...(body?.data ?? []).map(() => 'API: /v1/me/notifications/id/read'),
    'there: v1/me/notifications/unread-count',
  ]);
});
