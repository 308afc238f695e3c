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
