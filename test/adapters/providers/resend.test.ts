import { resendReceipts } from '../../../adapters/providers/resend/receipts.ts';
import { resendProvider } from '../../../adapters/providers/resend/resend-provider.ts';
import { isSignedBySvix } from '../../../adapters/providers/resend/signature.ts';
import { webhookHeaders } from '../../../core/webhooks/rules/signature.ts';
import { aMoment, notificationId } from '../../world.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const id = notificationId('n1');
const email = {
  notificationId: id,
  to: 'ada@bücher.example',
  subject: 'Hello',
  html: '<p>Hi</p>',
  text: 'Hi',
  at: aMoment,
  unsubscribeUrl: 'https://api.example.com/u/token',
  track: ['opens', 'clicks'] as const,
};
const forgotten: string[] = [];
let server: ScriptedServer;

beforeEach(async () => {
  server = await startScriptedServer();
  forgotten.length = 0;
});
afterEach(() => server.stop());

function send() {
  const secret = { readAll: async () => ['re_1'], forget: () => void forgotten.push('key') };
  return resendProvider({
    from: { name: 'Repairs "R"', address: 'hello@example.com' },
    replyTo: 'support@example.com',
    endpointUrl: server.url,
    key: { secret, parameter: '/bellhop/dev/resend-key', noun: 'the API key of Resend' },
    timeoutSeconds: 0.5,
  }).send(email);
}

test('an e-mail goes out as the API takes it, with the link to unsubscribe and the tags that its receipts repeat', async () => {
  server.next({ status: 200, body: JSON.stringify({ id: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' }) });

  expect(await send()).toEqual({ outcome: 'sent', providerId: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' });

  expect(JSON.parse(server.bodies[0] ?? '')).toEqual({
    from: '"Repairs \\"R\\"" <hello@example.com>',
    to: ['ada@xn--bcher-kva.example'],
    reply_to: 'support@example.com',
    subject: 'Hello',
    html: '<p>Hi</p>',
    text: 'Hi',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': '<https://api.example.com/u/token>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    tags: [
      { name: 'notification_id', value: id },
      { name: 'track', value: 'opens-clicks' },
    ],
  });
});

// names, statuses and words: https://resend.com/docs/api-reference/errors
test.each([
  [429, 'rate_limit_exceeded', 'Too many requests.', { outcome: 'not-now', because: 'throttled' }],
  [429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.', { outcome: 'not-now', because: 'quota' }],
  [429, 'monthly_quota_exceeded', 'You have reached your monthly quota.', { outcome: 'not-now', because: 'quota' }],
  [401, 'missing_api_key', 'Missing API key in the authorization header.', { outcome: 'not-now', because: 'paused' }],
  [401, 'validation_error', 'API key is invalid', { outcome: 'not-now', because: 'paused' }],
  [403, 'validation_error', 'The example.com domain is not verified.', { outcome: 'not-now', because: 'paused' }],
  [
    403,
    'validation_error',
    'You can only send testing emails to your own email address (ada@example.com).',
    { outcome: 'not-now', because: 'recipient-unverified' },
  ],
  [422, 'invalid_from_address', 'Invalid from field.', { outcome: 'not-now', because: 'paused' }],
  [422, 'validation_error', 'Invalid `to` field.', { outcome: 'rejected', reason: 'provider_rejected' }],
  [451, 'security_error', 'We may have found a security issue with the request.', { outcome: 'rejected' }],
  [409, 'invalid_idempotent_request', 'Same idempotency key used with a different payload.', { outcome: 'unknown' }],
  [409, 'concurrent_idempotent_requests', 'The original request is still in progress.', { outcome: 'unknown' }],
  [500, 'application_error', 'An unexpected error occurred.', { outcome: 'not-now', because: 'unavailable' }],
  [502, '', '', { outcome: 'unknown' }],
])('%i %s is told for what it is, without the address', async (status, name, message, outcome) => {
  server.next({ status, body: JSON.stringify({ statusCode: status, name, message }) });

  const answer = await send();

  expect(answer).toMatchObject(outcome);
  expect(JSON.stringify(answer)).not.toContain('ada@');
  expect(server.bodies).toHaveLength(1);
});

test('a key that was refused is read again the next time', async () => {
  server.next({ status: 401, body: JSON.stringify({ name: 'invalid_api_key', message: 'API key is invalid' }) });

  await send();

  expect(forgotten).toEqual(['key']);
});

/** The example of Svix: https://docs.svix.com/receiving/verifying-payloads/how-manual */
const example = {
  secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl',
  body: '{"event_type":"ping","data":{"success":true}}',
  headers: {
    'svix-id': 'msg_loFOjxBNrRLzqYUf',
    'svix-timestamp': '1731705121',
    'svix-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
  } as Record<string, string>,
};

test("Svix's own example is signed well, and nothing that differs from it, or is late", () => {
  const call = { body: example.body, header: (name: string) => example.headers[name] };
  const at = new Date(1_731_705_121_000);

  expect(isSignedBySvix([example.secret], call, at)).toBe(true);
  expect(isSignedBySvix(['whsec_bmV3', example.secret], call, at)).toBe(true); // while the secret is exchanged
  expect(isSignedBySvix(['whsec_bmV3'], call, at)).toBe(false);
  expect(isSignedBySvix([], call, at)).toBe(false);
  expect(isSignedBySvix([example.secret], { ...call, body: `${example.body} ` }, at)).toBe(false);
  expect(isSignedBySvix([example.secret], { ...call, header: () => undefined }, at)).toBe(false);
  expect(isSignedBySvix([example.secret], call, new Date(at.getTime() + 301_000))).toBe(false);
});

function read(type: string, more: object = {}, secret = example.secret) {
  const data = { email_id: 're-1', to: ['ada@example.com'], tags: { notification_id: id, track: 'opens-clicks' }, ...more };
  const body = JSON.stringify({ type, created_at: '2030-06-01T12:00:00.000Z', data });
  const now = new Date('2030-06-01T12:00:01.000Z');
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = webhookHeaders({ id: 'msg_1', at: now, body }, [key]);
  const known = { readAll: async () => [example.secret], forget: () => {} };
  const call = { url: 'https://api.example.com/v1/receipts/resend', body };
  return resendReceipts(known, { now: () => now }).read({ ...call, header: (name) => signed[name.replace('svix-', 'webhook-')] });
}

test.each([
  ['email.delivered', {}, { status: 'delivered' }],
  ['email.delivery_delayed', {}, { detail: 'delayed: Resend goes on trying' }],
  [
    'email.bounced',
    { bounce: { type: 'Permanent', subType: 'General', message: 'no ada@example.com here' } },
    { status: 'bounced', reason: 'hard_bounce', detail: 'bounced: Permanent, General' },
  ],
  [
    'email.bounced',
    { bounce: { type: 'Transient', subType: 'MailboxFull', message: '' } },
    { status: 'bounced', reason: 'soft_bounce' },
  ],
  ['email.complained', {}, { status: 'complained', reason: 'complaint' }],
  ['email.failed', { failed: { reason: 'reached_daily_quota' } }, { status: 'failed', reason: 'provider_rejected' }],
  ['email.suppressed', {}, { status: 'failed', reason: 'provider_rejected' }],
  ['email.opened', {}, { engaged: { kind: 'opened', at: new Date('2030-06-01T12:00:00.000Z') } }],
  [
    'email.clicked',
    {
      click: {
        link: 'https://example.com/a',
        timestamp: '2030-06-01T12:00:02.000Z',
        userAgent: 'Firefox',
        ipAddress: '192.0.2.1',
      },
    },
    {
      engaged: { kind: 'clicked', at: new Date('2030-06-01T12:00:02.000Z'), userAgent: 'Firefox', link: 'https://example.com/a' },
    },
  ],
])('%s %j is read for what it is', async (type, more, expected) => {
  const receipt = await read(type, more);

  expect(receipt).toMatchObject({
    channel: 'email',
    providerId: 're-1',
    notificationId: id,
    address: 'ada@example.com',
    ...expected,
  });
  expect((receipt as { detail?: string }).detail ?? '').not.toContain('@');
});

test.each(['email.sent', 'email.scheduled', 'contact.created'])('%s is no end', async (type) => {
  expect(await read(type)).toBe('on-its-way');
});

test('what a reader did is told only where the workflow tracks it', async () => {
  expect(await read('email.opened', { tags: { notification_id: id, track: 'clicks' } })).toBe('on-its-way');
  expect(await read('email.opened', { tags: { notification_id: id } })).toBe('on-its-way');
});

test.each(['email.bounced', 'email.complained', 'email.suppressed'])(
  'of an e-mail with copies %s is held against nobody, as Resend does not say whose it is',
  async (type) => {
    const bounce = { type: 'Permanent', subType: 'General' };

    const receipt = await read(type, { bounce, tags: { notification_id: id, copies: 'yes' } });

    expect(receipt).toMatchObject({ detail: expect.stringContaining('does not say whether that was the user') });
    expect(receipt).not.toHaveProperty('status');
    expect(receipt).not.toHaveProperty('reason');
  },
);

test('a call that somebody else signed is forged, whatever it says', async () => {
  expect(await read('email.delivered', {}, 'whsec_bmV3')).toBe('forged');
});

test('the same event has the same id, and another type has another', async () => {
  const [first, again, other] = await Promise.all(
    ['email.delivered', 'email.delivered', 'email.complained'].map((type) => read(type)),
  );

  expect(first).toEqual(again);
  expect(other).not.toMatchObject({ id: (first as { id: string }).id });
});
