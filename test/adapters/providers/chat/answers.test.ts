import { discordAnswer } from '../../../../adapters/providers/discord/discord-provider.ts';
import { slackAnswer } from '../../../../adapters/providers/slack/slack-provider.ts';
import { teamsAnswer } from '../../../../adapters/providers/teams/teams-provider.ts';
import { webhookChatAnswer } from '../../../../adapters/providers/webhook-chat/webhook-chat-provider.ts';
import { retryAfterSeconds } from '../../../../adapters/webhooks/retry-after.ts';
import { aMoment } from '../../../world.ts';

const gone = { outcome: 'gone' };
const rejected = { outcome: 'rejected', reason: 'provider_rejected' };
const unavailable = { outcome: 'not-now', because: 'unavailable' };

test.each([
  [200, 'ok', {}, { outcome: 'sent' }],
  [429, 'rate_limited', { 'retry-after': '30' }, { outcome: 'not-now', because: 'throttled', afterSeconds: 30 }],
  [404, 'no_service', {}, gone],
  [404, 'channel_not_found', {}, gone],
  [410, 'channel_is_archived', {}, gone],
  [403, 'invalid_token', {}, gone],
  [400, 'no_active_hooks', {}, gone],
  [403, 'action_prohibited', {}, rejected],
  [400, 'invalid_payload', {}, rejected],
  [500, 'rollup_error', {}, unavailable],
  [503, '<html>down</html>', {}, unavailable],
  [504, '', {}, { outcome: 'unknown' }],
])('Slack answering %s %s', (status, body, headers, expected) => {
  expect(slackAnswer({ status, body, headers })).toMatchObject(expected);
});

test.each([
  [200, { id: '123' }, {}, { outcome: 'sent', providerId: '123' }],
  [200, { id: '123' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.2' }, { outcome: 'sent', afterSeconds: 2 }],
  [
    429,
    { retry_after: 64.57, global: false },
    { 'retry-after': '65' },
    { outcome: 'not-now', because: 'throttled', afterSeconds: 65 },
  ],
  [429, '<html>', { 'retry-after': '9' }, { outcome: 'not-now', afterSeconds: 9 }],
  [404, { code: 10015, message: 'Unknown Webhook' }, {}, gone],
  [401, { code: 50027, message: 'Invalid Webhook Token' }, {}, gone],
  [400, { code: 50035, message: 'Invalid Form Body' }, {}, rejected],
  [500, {}, {}, unavailable],
  [502, {}, {}, { outcome: 'unknown' }],
])('Discord answering %s %j', (status, body, headers, expected) => {
  expect(discordAnswer({ status, body: JSON.stringify(body), headers })).toMatchObject(expected);
});

test.each([
  [202, '', { 'x-ms-workflow-run-id': '0858' }, { outcome: 'sent', providerId: '0858' }],
  [429, '{}', { 'retry-after': '5' }, { outcome: 'not-now', because: 'throttled', afterSeconds: 5 }],
  [404, '{"error":{"code":"WorkflowNotFound"}}', {}, gone],
  [400, '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}', {}, gone],
  [401, '{"error":{"code":"DirectApiAuthorizationRequired"}}', {}, gone],
  [400, '{"error":{"code":"TriggerInputSchemaMismatch"}}', {}, rejected],
  [413, '', {}, rejected],
  [500, '', {}, unavailable],
])('Teams answering %s %s', (status, body, headers, expected) => {
  expect(teamsAnswer({ status, body, headers })).toMatchObject(expected);
});

test.each([
  [{ status: 204 }, { outcome: 'sent', providerId: 'msg_1' }],
  [{ status: 301 }, unavailable],
  [
    { status: 429, retryAfterSeconds: 12 },
    { outcome: 'not-now', because: 'throttled', afterSeconds: 12 },
  ],
  [
    { status: 503, retryAfterSeconds: 12 },
    { ...unavailable, afterSeconds: 12 },
  ],
  [{ status: 410 }, gone],
  [{ status: 422 }, rejected],
  [{ error: 'timeout' }, unavailable], // its id is the same next time
  [{ error: 'address_refused' }, gone],
])('a webhook of the owner answering %j', (answered, expected) => {
  expect(webhookChatAnswer(answered, 'msg_1')).toMatchObject(expected);
});

test.each([400, 404, 500])('what a service says in its own words with %d is kept nowhere', (status) => {
  const secret = 'T0SECRET/xoxb-ada@example.com';
  const [word, code] = ['secret_of_hooks', 'SecretOfHooks'];
  const answers = [
    slackAnswer({ status, body: secret, headers: {} }),
    slackAnswer({ status, body: word, headers: {} }),
    discordAnswer({ status, body: JSON.stringify({ code: 10015, message: secret }), headers: {} }),
    discordAnswer({ status, body: JSON.stringify({ code: 50035, message: secret }), headers: {} }),
    teamsAnswer({ status, body: JSON.stringify({ error: { code, message: secret } }), headers: {} }),
  ];

  expect(JSON.stringify(answers)).not.toMatch(/secret/i);
  for (const answer of answers) expect('detail' in answer && answer.detail).toMatch(/^(?:Slack|Discord|Teams) /);
});

test('a wait is read as seconds or as an instant, and is none that nobody can mean', () => {
  expect(retryAfterSeconds('1.2', aMoment)).toBe(2);
  expect(retryAfterSeconds(new Date(aMoment.getTime() + 90_000).toUTCString(), aMoment)).toBe(90);
  expect(retryAfterSeconds('86400', aMoment)).toBe(3600);
  expect([retryAfterSeconds(undefined, aMoment), retryAfterSeconds('soon', aMoment)]).toEqual([undefined, undefined]);
});
