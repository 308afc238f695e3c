import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const topic = 'building:42';
const published = { workflow: 'message', topic, data: { title: 'Water is off', body: 'Until noon.' } };

function subscription(method: 'PUT' | 'DELETE', user: string) {
  return localSystem.call(method, `/v1/topics/${topic}/subscriptions/${user}`, { key: localSystem.key() });
}

async function titlesOf(user: string): Promise<string[]> {
  const { body } = await localSystem.as(user, 'GET', '/v1/me/notifications');
  return body.data.map(({ title }: { title: string }) => title);
}

test('a publish to a topic reaches its subscribers in inbox and mailbox, and nobody else', async () => {
  for (const user of ['ada', 'ada', 'grace']) expect(await subscription('PUT', user)).toMatchObject({ status: 204 });
  expect(await subscription('DELETE', 'grace')).toMatchObject({ status: 204 });
  expect(await subscription('DELETE', 'grace')).toMatchObject({ status: 204 });

  const answer = await localSystem.publish(published);
  await eventually('it is in her mailbox', async () => (await localSystem.outbox({ to: 'ada@example.com' })).length > 0);

  expect(answer).toMatchObject({ status: 202, body: { notifications: [], refused: [] } });
  const { status_url } = answer.body;
  const request = await eventually('its request says that it is sent', async () => {
    const { body } = await localSystem.call('GET', status_url, { key: localSystem.key() });
    return (body.counts?.messages.email?.delivered ?? 0) > 0 && body;
  });
  expect(request).toMatchObject({
    accepted: 1,
    fanned_out: true,
    counts: { notifications: 1 },
    notifications: [{ user: 'ada' }],
  });
  expect(await localSystem.call('GET', `/v1/notifications/${answer.body.id}`, { key: localSystem.key() })).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('GET /v1/requests/{id}') },
  });
  expect(await titlesOf('ada')).toEqual(['Water is off']);
  expect(await titlesOf('grace')).toEqual([]);
  expect(await localSystem.outbox()).toHaveLength(1);
});

test('who does not exist cannot be subscribed, and a publish names recipients or a topic', async () => {
  expect(await subscription('PUT', 'nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await localSystem.publish({ ...published, recipients: ['ada'] })).toMatchObject({
    status: 422,
    body: { code: 'body_invalid', errors: [{ pointer: '/topic' }] },
  });
  expect(await localSystem.publish({ ...published, topic: undefined })).toMatchObject({
    status: 422,
    body: { code: 'body_invalid', errors: [{ pointer: '/recipients' }] },
  });
});

test('what is published to a topic is said once in each of its rooms, beside what its subscribers get', async () => {
  const rooms = {
    ops: { kind: 'slack', url: 'https://hooks.slack.com/services/T00000000/B00000000/secretsecret' },
    dev: { kind: 'discord', url: 'https://discord.com/api/webhooks/1/secretsecret' },
  };
  for (const [name, body] of Object.entries(rooms))
    expect(
      await localSystem.call('PUT', `/v1/topics/garden/chat-connections/${name}`, { key: localSystem.key(), body }),
    ).toMatchObject({ status: 200, body: { status: 'active', url: expect.stringContaining('/…') } });
  await localSystem.call('PUT', '/v1/topics/garden/subscriptions/grace', { key: localSystem.key() });

  const data = { title: 'Barbecue', body: 'At seven.', url: 'https://app.example.com/garden' };
  const answer = await localSystem.publish({ workflow: 'message', topic: 'garden', data });
  const posted = await eventually('it is said in both', async () => {
    const found = await localSystem.outbox({ channel: 'chat' });
    return found.length === 2 && found;
  });
  const room = await eventually('the room has a notification of its own', async () => {
    const { body } = await localSystem.call('GET', answer.body.status_url, { key: localSystem.key() });
    const [found] = (body.notifications ?? []).filter(({ user }: { user: string }) => user === '#garden');
    return body.counts?.messages.chat?.sent === 1 && found;
  });
  const { body: story } = await localSystem.call('GET', `/v1/notifications/${room.id}`, { key: localSystem.key() });

  expect(posted.map(({ from }: { from: string }) => from).sort()).toEqual(['discord', 'slack']);
  expect(JSON.parse(posted.find(({ from }: { from: string }) => from === 'slack')?.text)).toMatchObject({
    blocks: [{ type: 'header', text: { text: 'Barbecue' } }, { type: 'section' }, { type: 'actions' }],
  });
  expect(story).toMatchObject({ user: '#garden', messages: [{ channel: 'chat', status: 'sent' }] });
  expect(JSON.stringify([story, posted])).not.toContain('secretsecret');
  expect(await titlesOf('grace')).toContain('Barbecue');
  const { body: users } = await localSystem.call('GET', '/v1/users', { key: localSystem.key() });
  expect(users.data.filter(({ id }: { id: string }) => id.startsWith('#'))).toEqual([]);

  await localSystem.call('DELETE', '/v1/topics/garden/chat-connections/ops', { key: localSystem.key() });
  await localSystem.call('DELETE', '/v1/topics/garden/chat-connections/dev', { key: localSystem.key() });
});

test('a broadcast reaches those of whom its condition holds, as its dry run has counted, and can be stopped', async () => {
  const call = (method: string, path: string, body?: unknown) => localSystem.call(method, path, { key: localSystem.key(), body });
  await call('PUT', '/v1/users/ada', { attributes: { broadcast: 'yes' } });
  await call('PUT', '/v1/users/grace', { attributes: { broadcast: 'no' } });
  const { topic: _, ...content } = published;
  const request = { ...content, audience: { where: { attribute: 'broadcast', equals: 'yes' } } };

  const foreseen = await call('POST', '/v1/notifications/dry-run', request);
  const { body: published202 } = await localSystem.publish(request);
  const done = await eventually('all users were looked at', async () => {
    const { body } = await call('GET', published202.status_url);
    return body.broadcast?.state === 'done' && body.counts?.not_dispatched === 0 && body;
  });

  expect(foreseen).toMatchObject({ status: 200, body: { audience: { matched: 1 }, data: [{ user: 'ada' }], refused: [] } });
  expect(done).toMatchObject({ accepted: 1, notifications: [{ user: 'ada' }], broadcast: { cancellation_key: published202.id } });
  expect(await titlesOf('ada')).toContain('Water is off');

  const { body: later } = await localSystem.publish({ ...request, send_at: new Date(Date.now() + 3_600_000).toISOString() });
  await eventually('it is held', async () => {
    const { body } = await call('GET', later.status_url);
    return body.counts?.messages.email?.scheduled === 1;
  });
  expect(await call('POST', '/v1/notifications/cancel', { cancellation_key: later.id })).toMatchObject({
    body: { canceled: [{ channels: expect.arrayContaining(['inbox', 'email']) }], too_late: [] },
  });
});
