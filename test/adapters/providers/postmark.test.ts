import { postmarkProvider } from '../../../adapters/providers/postmark/postmark-provider.ts';
import { postmarkReceipts } from '../../../adapters/providers/postmark/receipts.ts';
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
  track: ['opens'] as const,
};
let server: ScriptedServer;

beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.stop());

function send(tokens: string[] = ['token']) {
  const secret = { readAll: async () => tokens, forget: () => {} };
  return postmarkProvider({
    from: { name: 'Repairs, Ltd.', address: 'hello@example.com' },
    replyTo: 'support@example.com',
    endpointUrl: server.url,
    token: { secret, parameter: '/bellhop/dev/postmark-token', noun: 'the server token of Postmark' },
    stream: 'outbound',
    timeoutSeconds: 0.5,
  }).send(email);
}

test('an e-mail goes out as the API takes it, with the link to unsubscribe and the metadata that its receipts repeat', async () => {
  const taken = { To: email.to, SubmittedAt: '2030-06-01T12:00:00Z', MessageID: 'pm-1', ErrorCode: 0, Message: 'OK' };
  server.next({ status: 200, body: JSON.stringify(taken) });

  expect(await send()).toEqual({ outcome: 'sent', providerId: 'pm-1' });

  expect(JSON.parse(server.bodies[0] ?? '')).toEqual({
    From: '"Repairs, Ltd." <hello@example.com>',
    To: 'ada@xn--bcher-kva.example',
    ReplyTo: 'support@example.com',
    Subject: 'Hello',
    HtmlBody: '<p>Hi</p>',
    TextBody: 'Hi',
    MessageStream: 'outbound',
    Headers: [
      { Name: 'Auto-Submitted', Value: 'auto-generated' },
      { Name: 'List-Unsubscribe', Value: '<https://api.example.com/u/token>' },
      { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
    ],
    Metadata: { notification_id: id },
    TrackOpens: true,
    TrackLinks: 'None',
  });
});

// codes: https://postmarkapp.com/developer/api/overview (API error codes)
test.each([
  [401, 10, { outcome: 'not-now', because: 'paused' }],
  [422, 300, { outcome: 'rejected', reason: 'provider_rejected' }],
  [422, 400, { outcome: 'not-now', because: 'paused' }],
  [422, 401, { outcome: 'not-now', because: 'paused' }],
  [422, 405, { outcome: 'not-now', because: 'quota' }],
  [422, 406, { outcome: 'rejected', reason: 'provider_rejected' }],
  [422, 412, { outcome: 'not-now', because: 'recipient-unverified' }],
  [422, 413, { outcome: 'not-now', because: 'paused' }],
  [422, 1235, { outcome: 'not-now', because: 'paused' }],
  [429, 429, { outcome: 'not-now', because: 'throttled' }],
  [503, 100, { outcome: 'not-now', because: 'unavailable' }],
  [500, 0, { outcome: 'not-now', because: 'unavailable' }],
  [504, 0, { outcome: 'unknown' }],
])('%i with code %i is told for what it is, without the address', async (status, ErrorCode, outcome) => {
  server.next({ status, body: JSON.stringify({ ErrorCode, Message: "Illegal email address 'ada@bücher.example'." }) });

  const answer = await send();

  expect(answer).toMatchObject(outcome);
  expect(JSON.stringify(answer)).not.toContain('ada');
  expect(server.bodies).toHaveLength(1);
});

test('an answer without an id leaves in doubt, and without a token nothing is sent', async () => {
  server.next({ status: 200, body: '{}' });

  expect(await send()).toMatchObject({ outcome: 'unknown' });
  expect(await send([])).toMatchObject({
    outcome: 'not-now',
    because: 'paused',
    detail: expect.stringContaining('--name /bellhop/dev/postmark-token'),
  });
});

type Passwords = { given?: string; known?: string[]; next?: string[] };

function read(webhook: object, { given = 'secret', known = ['secret'], next = known }: Passwords = {}) {
  let passwords = known;
  const forget = () => {
    passwords = next;
  };
  const authorization = `Basic ${Buffer.from(`postmark:${given}`).toString('base64')}`;
  return postmarkReceipts({ readAll: async () => passwords, forget }).read({
    url: 'https://api.example.com/v1/receipts/postmark',
    body: JSON.stringify({ MessageID: 'pm-1', Metadata: { notification_id: id }, ...webhook }),
    header: (name) => (name === 'Authorization' ? authorization : undefined),
  });
}

const bounce = (Type: string) => ({
  RecordType: 'Bounce',
  ID: 42,
  Type,
  TypeCode: 1,
  Email: 'ada@example.com',
  Details: 'smtp;550 no ada@example.com here',
  BouncedAt: '2030-06-01T12:00:00.0000000Z',
});

test.each([
  [{ RecordType: 'Delivery', Recipient: 'ada@example.com', DeliveredAt: '2030-06-01T12:00:00Z' }, { status: 'delivered' }],
  [bounce('HardBounce'), { status: 'bounced', reason: 'hard_bounce' }],
  [bounce('BadEmailAddress'), { status: 'bounced', reason: 'hard_bounce' }],
  [bounce('SoftBounce'), { status: 'bounced', reason: 'soft_bounce' }],
  [bounce('Blocked'), { status: 'bounced', reason: 'soft_bounce' }],
  [bounce('Transient'), { detail: 'delayed: Postmark goes on trying (Transient)' }],
  [bounce('AutoResponder'), { detail: expect.stringContaining('automatic reply') }],
  [bounce('SpamComplaint'), { status: 'complained', reason: 'complaint' }],
  [
    { RecordType: 'SpamComplaint', Email: 'ada@example.com' },
    { status: 'complained', reason: 'complaint' },
  ],
  [
    {
      RecordType: 'Open',
      Recipient: 'ada@example.com',
      FirstOpen: true,
      ReceivedAt: '2030-06-01T12:00:00Z',
      UserAgent: 'Firefox',
    },
    { engaged: { kind: 'opened', at: new Date('2030-06-01T12:00:00Z'), userAgent: 'Firefox' } },
  ],
  [
    {
      RecordType: 'Click',
      Recipient: 'ada@example.com',
      ReceivedAt: '2030-06-01T12:00:00Z',
      UserAgent: 'Firefox',
      OriginalLink: 'https://example.com/a',
    },
    { engaged: { kind: 'clicked', at: new Date('2030-06-01T12:00:00Z'), userAgent: 'Firefox', link: 'https://example.com/a' } },
  ],
])('%j is read for what it is', async (webhook, expected) => {
  const receipt = await read(webhook);

  expect(receipt).toMatchObject({
    channel: 'email',
    providerId: 'pm-1',
    notificationId: id,
    address: 'ada@example.com',
    ...expected,
  });
  expect((receipt as { detail?: string }).detail ?? '').not.toContain('@');
});

test('a note of what goes on has no status, and what is no receipt says nothing', async () => {
  expect(await read(bounce('Transient'))).not.toHaveProperty('status');
  expect(await read({ RecordType: 'SubscriptionChange' })).toBe('on-its-way');
});

test('a call without the password is forged, and one that was exchanged a moment ago is read again', async () => {
  const delivered = { RecordType: 'Delivery', Recipient: 'ada@example.com' };

  expect(await read(delivered, { given: 'guessed' })).toBe('forged');
  expect(await read(delivered, { known: [] })).toBe('forged');
  expect(await read(delivered, { given: 'new', known: ['old'], next: ['new', 'old'] })).toMatchObject({ status: 'delivered' });
});
