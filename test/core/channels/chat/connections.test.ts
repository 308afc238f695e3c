import { webhookTargets } from '../../../../adapters/webhooks/webhook-targets.ts';
import type { NewChatConnection } from '../../../../contract/channels/chat/connections.ts';
import { deleteConnection, listConnections, putConnection, readConnection } from '../../../../core/channels/chat/connections.ts';
import { connectionUrlProblem } from '../../../../core/channels/chat/rules/connection-url.ts';
import { exportUser } from '../../../../core/users/export-user.ts';
import { type World, world } from '../../../world.ts';
import { slackUrl } from './a-chat-connection.ts';

const targets = webhookTargets({
  loopback: false,
  resolve: (_host, _options, done) => done(null, [{ address: '93.184.215.14', family: 4 }]),
});
let here: World;
let seeds: number;
beforeEach(async () => {
  here = world();
  seeds = 0;
  await here.users.upsert('ada', {}, here.now());
});

function put(connection: NewChatConnection, { owner = 'ada', id = 'ops' } = {}) {
  seeds += 1;
  const deps = { ...here, secret: here.signingSecret, targets, newSeed: () => `seed-${seeds}` };
  return putConnection({ owner, id, connection }, deps);
}

test('shows a connection without what lets one post by it, wherever it is shown', async () => {
  const answered = await put({ kind: 'slack', url: slackUrl, description: 'On call' });

  expect(answered).toMatchObject({ id: 'ops', kind: 'slack', url: 'https://hooks.slack.com/…', status: 'active' });
  const shown = [
    answered,
    await readConnection({ owner: 'ada', id: 'ops' }, here),
    await listConnections('ada', here),
    await exportUser({ id: 'ada' }, here),
  ];
  expect(JSON.stringify(shown)).not.toMatch(/T00000001|abcdefghij/);
  expect(shown[3]).toMatchObject({ user: { chat_connections: ['ops'] }, chat_connections: [{ id: 'ops' }] });
});

test.each<[NewChatConnection['kind'], string]>([
  ['slack', 'https://hooks.slack.com.evil.example/services/T1/B1/x'],
  ['slack', 'https://user@hooks.slack.com/services/T1/B1/x'],
  ['slack', 'http://hooks.slack.com/services/T1/B1/x'],
  ['slack', 'https://hooks.slack.com/triggers/T1/1/x'],
  ['teams', 'https://environment.api.powerplatform.com.evil.example/workflows/a/triggers/manual/paths/invoke'],
  ['discord', 'https://discord.com/api/users/1'],
  ['discord', 'https://evil.example/api/webhooks/1/x'],
  ['webhook', 'https://169.254.169.254/latest'],
  ['webhook', 'https://127.0.0.1/hook'],
  ['webhook', 'http://app.example.com/hook'],
])('refuses a %s at %s, and does not repeat it', async (kind, url) => {
  const refused = await put({ kind, url }).catch((error: unknown) => error);

  expect(refused).toMatchObject({ code: 'webhook_url_refused', places: [{ pointer: '/url' }] });
  expect(JSON.stringify(refused)).not.toContain(url);
  expect(await here.chatConnections.list('ada')).toEqual([]);
});

test.each([
  ['slack', slackUrl],
  ['slack', 'https://hooks.slack-gov.com/services/T1/B1/x'],
  ['discord', 'https://discord.com/api/webhooks/123/a-b_C'],
  ['discord', 'https://canary.discord.com/api/v10/webhooks/123/a-b_C'],
  [
    'teams',
    'https://default1.a1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=x',
  ],
  ['teams', 'https://prod-1.westus.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=x'],
] as const)('takes %s at %s', (kind, url) => {
  expect(connectionUrlProblem(kind, url)).toBeUndefined();
});

test('a webhook of the owner has a secret, the same until its URL is another', async () => {
  const first = await put({ kind: 'webhook', url: 'https://app.example.com/hook' });
  const again = await put({ kind: 'webhook', url: 'https://app.example.com/hook' });
  const other = await put({ kind: 'webhook', url: 'https://app.example.com/other' });

  expect(first.secret).toMatch(/^whsec_/);
  expect(again.secret).toBe(first.secret);
  expect(other.secret).not.toBe(first.secret);
  expect(await readConnection({ owner: 'ada', id: 'ops' }, here)).not.toHaveProperty('secret');
});

test('of ten, the one that was unused longest goes for an eleventh', async () => {
  for (let index = 0; index < 10; index += 1) {
    here.pass(60);
    await put({ kind: 'slack', url: slackUrl }, { id: `c${index}` });
  }
  await here.chatConnections.takeTurn('ada', 'c0', 1, here.now());
  here.pass(60);

  await put({ kind: 'slack', url: slackUrl }, { id: 'new' });

  const names = (await listConnections('ada', here)).data.map(({ id }) => id);
  expect(names).toHaveLength(10);
  expect(names).toEqual(expect.arrayContaining(['c0', 'new']));
  expect(names).not.toContain('c1');
});

test('there is none for a user who is not there, and a room comes to be with its first', async () => {
  await expect(put({ kind: 'slack', url: slackUrl }, { owner: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  await put({ kind: 'slack', url: slackUrl }, { owner: '#building:42' });

  expect((await listConnections('#building:42', here)).data).toHaveLength(1);
  expect((await here.userList.list({ prefix: '', limit: 10 })).users.map(({ id }) => id)).toEqual(['ada']);
});

test('one that was deleted is forgotten, and one that is gone is there until it is put again', async () => {
  await put({ kind: 'slack', url: slackUrl });
  await here.chatConnections.markGone('ada', { id: 'ops', seed: 'seed-1' }, 'Slack says no_service', here.now());
  expect((await listConnections('ada', here)).data).toMatchObject([{ status: 'gone', gone_because: 'Slack says no_service' }]);
  await put({ kind: 'slack', url: slackUrl });
  expect((await listConnections('ada', here)).data).toMatchObject([{ status: 'active' }]);

  await deleteConnection({ owner: 'ada', id: 'ops' }, here);
  await deleteConnection({ owner: 'ada', id: 'ops' }, here);

  await expect(readConnection({ owner: 'ada', id: 'ops' }, here)).rejects.toMatchObject({ code: 'not_found' });
  expect((await here.users.getMany(['ada'])).get('ada')).not.toHaveProperty('chat_connections');
});
