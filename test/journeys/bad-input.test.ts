import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Ask } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const hello = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'First.' } };
const pointers = ({ body }: Answer) => body.errors?.map(({ pointer }: { pointer: string }) => pointer);

function publishRaw(raw: string, ask: Ask = {}) {
  return localSystem.call('POST', '/v1/notifications', { key: localSystem.key(), raw, ...ask });
}

async function nothingIsWaiting(): Promise<void> {
  const { data } = (await localSystem.local('GET', '/queues')).body;
  expect(data.length).toBeGreaterThan(0);
  for (const { waiting, in_flight, delayed } of data) expect([waiting, in_flight, delayed]).toEqual([0, 0, 0]);
  expect(await localSystem.outbox()).toEqual([]);
}

test.each<[string, unknown, number, string, string]>([
  ['an unknown workflow', { ...hello, workflow: 'nope' }, 422, 'workflow_unknown', '/workflow'],
  ['a field that nobody knows', { ...hello, subjct: 'x' }, 422, 'body_invalid', '/subjct'],
  ['a wrong type', { ...hello, recipients: 'ada' }, 422, 'body_invalid', '/recipients'],
  ['no recipients', { ...hello, recipients: [] }, 422, 'body_invalid', '/recipients'],
  [
    '1,001 recipients',
    { ...hello, recipients: Array.from({ length: 1_001 }, (_, n) => `u${n}`) },
    422,
    'body_invalid',
    '/recipients',
  ],
  ['a priority that does not exist', { ...hello, priority: 'panic' }, 422, 'body_invalid', '/priority'],
  ['a channel named twice', { ...hello, channels: ['email', 'email'] }, 422, 'body_invalid', '/channels'],
  ['a payload that lacks its body', { ...hello, data: { title: 'x' } }, 422, 'payload_invalid', '/data/body'],
  [
    'a line break in what becomes a subject',
    { ...hello, data: { title: 'a\r\nBcc: eve@example.com', body: 'x' } },
    422,
    'payload_invalid',
    '/data/title',
  ],
  ['a javascript: link', { ...hello, data: { ...hello.data, url: 'javascript:alert(1)' } }, 422, 'payload_invalid', '/data/url'],
  ['only unknown users', { ...hello, recipients: ['hopper'] }, 422, 'recipients_refused', '/recipients/0'],
  [
    'an invalid e-mail address',
    { ...hello, recipients: [{ id: 'x', email: 'a@b' }] },
    422,
    'recipients_refused',
    '/recipients/0/email',
  ],
  [
    'an e-mail address with a header in it',
    { ...hello, recipients: [{ id: 'x', email: 'a@b.com\r\nBcc: e@f.com' }] },
    422,
    'recipients_refused',
    '/recipients/0/email',
  ],
  [
    'an invalid phone number',
    { ...hello, recipients: [{ id: 'x', phone: '+441234' }] },
    422,
    'recipients_refused',
    '/recipients/0/phone',
  ],
  [
    'an invalid time zone',
    { ...hello, recipients: [{ id: 'x', timezone: 'Mars/Olympus' }] },
    422,
    'recipients_refused',
    '/recipients/0/timezone',
  ],
  ['"#" in a user id', { ...hello, recipients: [{ id: 'a#b' }] }, 422, 'recipients_refused', '/recipients/0/id'],
  ['a control character in a user id', { ...hello, recipients: ['a\u0000b'] }, 422, 'recipients_refused', '/recipients/0'],
])('%s is refused with a pointer, and nothing is stored or queued', async (_name, body, status, code, pointer) => {
  const answer = await publishRaw(JSON.stringify(body));

  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(pointers(answer)).toContain(pointer);
  await nothingIsWaiting();
});

test.each<[string, string, Ask, number, string]>([
  ['text that is not JSON', '{"workflow":', {}, 400, 'body_unreadable'],
  ['an empty body', '', { headers: { 'Content-Type': 'application/json' } }, 400, 'body_unreadable'],
  [
    'a form',
    'workflow=message',
    { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    415,
    'media_type_unsupported',
  ],
  ['a prototype key', '{"workflow":"message","recipients":["ada"],"data":{"__proto__":{"x":1}}}', {}, 422, 'body_invalid'],
  [
    'a body over 256 KB',
    JSON.stringify({ ...hello, data: { title: 'x', body: 'y'.repeat(256 * 1024) } }),
    {},
    413,
    'body_too_large',
  ],
  [
    'a body that is over 256 KB once its numbers are written out',
    `{"workflow":"message","recipients":["ada"],"data":{"title":"x","numbers":[${Array(20_000).fill('1e20').join(',')}]}}`,
    {},
    413,
    'body_too_large',
  ],
  [
    'an unusable Idempotency-Key',
    JSON.stringify(hello),
    { headers: { 'Idempotency-Key': '""' } },
    400,
    'idempotency_key_invalid',
  ],
])('%s is refused, and nothing is stored or queued', async (_name, raw, ask, status, code) => {
  const answer = await publishRaw(raw, ask);

  expect([answer.status, answer.body.code]).toEqual([status, code]);
  await nothingIsWaiting();
});

test.each([
  ['a tampered cursor', '?cursor=YWN0aXZl.0000000000000000', 'cursor_invalid', '?cursor'],
  ['a cursor of nonsense', '?cursor=%00%ff', 'cursor_invalid', '?cursor'],
  ['a limit of 0', '?limit=0', 'query_invalid', '?limit'],
  ['a limit of 101', '?limit=101', 'query_invalid', '?limit'],
  ['a limit that is no number', '?limit=ten', 'query_invalid', '?limit'],
  ['an unknown parameter', '?page=2', 'query_invalid', '?page'],
  ['an unknown status', '?status=new', 'query_invalid', '?status'],
  ['a time that is none', '?since=yesterday', 'query_invalid', '?since'],
  ['a watermark from the future', '?since=wzzzz', 'watermark_invalid', '?since'],
])('%s is refused with a pointer', async (_name, query, code, pointer) => {
  const answer = await localSystem.as('ada', 'GET', `/v1/me/notifications${query}`);

  expect([answer.status, answer.body.code]).toEqual([400, code]);
  expect(pointers(answer)).toContain(pointer);
});

test.each([
  ['a watermark of the wrong shape', { through: 7 }, 422, 'body_invalid'],
  ['a watermark from the future', { through: 'wzzzz' }, 400, 'watermark_invalid'],
])('%s marks nothing', async (_name, body, status, code) => {
  const answer = await localSystem.as('ada', 'PUT', '/v1/me/notifications/read', { body });

  expect([answer.status, answer.body.code, pointers(answer)]).toEqual([status, code, ['/through']]);
});

test.each([
  ['no key', undefined],
  ['a key that nobody made', 'bh_live_nobody'],
  ['the hash of a key', 'f'.repeat(64)],
])('%s publishes nothing', async (_name, key) => {
  const answer = await localSystem.call('POST', '/v1/notifications', { key, body: hello });

  expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
  await nothingIsWaiting();
});

test('a user id in a path is held to the same rules', async () => {
  const answer = await localSystem.call('PUT', `/v1/users/${encodeURIComponent('a#b')}`, { key: localSystem.key(), body: {} });

  expect(answer.status).toBe(404);
  expect(pointers(answer)).toEqual(['/id']);
});

test('no log line holds an address, a phone number, a token, a key or a body', async () => {
  const { body } = await localSystem.call('PUT', '/v1/users/logged', {
    key: localSystem.key(),
    body: { email: 'logged@example.com', phone: '+447700900124' },
  });
  expect(body.id).toBe('logged');
  await localSystem.local('PUT', '/faults', { service: 'ses', fault: 'reject', count: 1 });
  const published = await localSystem.publish({
    ...hello,
    recipients: ['logged'],
    data: { title: 'Secret title', body: 'Secret body' },
    priority: 'urgent',
  });
  const { eventually } = await import('./local-system.ts');
  await eventually('it has ended', async () => {
    const { body: story, status } = await localSystem.call('GET', `/v1/notifications/${published.body.notifications[0].id}`, {
      key: localSystem.key(),
    });
    return (
      status === 200 && story.messages.every((message: { status: string }) => !['queued', 'sending'].includes(message.status))
    );
  });

  const folder = join(localSystem.dataFolder, 'logs');
  const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(logs.length).toBeGreaterThan(0);
  expect(logs.join('\n')).not.toMatch(/@example\.com|\+4477|Secret|bh_(?:live|test)_|eyJ/);
});

test('a path or a method that does not exist is a problem like all others', async () => {
  const ask = async (method: string, path: string) => {
    const response = await fetch(new URL(path, localSystem.system.url), { method });
    const { code } = (await response.json()) as { code: string };
    return [response.status, response.headers.get('content-type'), response.headers.get('allow') ?? '', code];
  };

  expect(await ask('GET', '/v1/nowhere')).toEqual([404, 'application/problem+json', '', 'not_found']);
  expect(await ask('PATCH', '/v1/users/ada')).toEqual([
    405,
    'application/problem+json',
    'DELETE, GET, PUT',
    'method_not_allowed',
  ]);
});
