import PostalMime from 'postal-mime';
import { sesProvider } from '../../../adapters/providers/ses/ses-provider.ts';
import type { Email, ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { aMoment, notificationId } from '../../world.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { queryAnswer, queryError, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const email: Email = {
  notificationId: notificationId('n1'),
  to: 'ada@example.com',
  subject: 'Hello — Ada',
  html: '<p>Hello</p>',
  text: 'Hello',
  at: aMoment,
};
const options = {
  from: { name: 'Bellhop', address: 'hello@example.com' },
  replyTo: 'support@example.com',
  configurationSet: 'bellhop-events',
  trackingSets: { opens: 'bellhop-opens', clicks: 'bellhop-clicks', 'opens+clicks': 'bellhop-both' },
  timeoutSeconds: 0.5,
};

beforeAll(recognizeNodeErrors);

let ses: ScriptedServer;
beforeEach(async () => {
  ses = await startScriptedServer();
  pointAtLocalAws({ AWS_ENDPOINT_URL_SES: ses.url });
});
afterEach(() => ses.stop());

const send = () => sesProvider(options).send(email);

test('an e-mail goes out as raw MIME, with the configuration set and the notification id as tag', async () => {
  ses.next(queryAnswer('SendRawEmail', 'ses-1'));

  expect(await send()).toEqual({ outcome: 'sent', providerId: 'ses-1' });

  const asked = new URLSearchParams(ses.bodies[0]);
  expect(Object.fromEntries(asked)).toMatchObject({
    Action: 'SendRawEmail',
    Source: 'hello@example.com',
    'Destinations.member.1': 'ada@example.com',
    ConfigurationSetName: 'bellhop-events',
    'Tags.member.1.Name': 'notification_id',
    'Tags.member.1.Value': notificationId('n1'),
  });
  const mail = await PostalMime.parse(Buffer.from(asked.get('RawMessage.Data') ?? '', 'base64'));
  expect(mail).toMatchObject({ subject: 'Hello — Ada', html: '<p>Hello</p>\n', text: 'Hello\n' });
});

test.each<[Email['track'], string]>([
  [undefined, 'bellhop-events'],
  [['opens'], 'bellhop-opens'],
  [['clicks'], 'bellhop-clicks'],
  [['clicks', 'opens'], 'bellhop-both'],
])('an e-mail that is tracked for %j goes by the configuration set %s', async (track, configurationSet) => {
  ses.next(queryAnswer('SendRawEmail', 'ses-1'));

  await sesProvider(options).send({ ...email, ...(track && { track }) });

  expect(new URLSearchParams(ses.bodies[0]).get('ConfigurationSetName')).toBe(configurationSet);
});

test('where clicks are told, the link to unsubscribe is kept as it is, and an e-mail that is not tracked has no mark of SES', async () => {
  const unsubscribeUrl = 'https://api.example.com/u/token';
  const html = `<p><a href="https://app.example.com/r">Open</a> <a href="${unsubscribeUrl}" style="color:red">Unsubscribe</a></p>`;
  const sentHtml = async (track?: Email['track']) => {
    ses.next(queryAnswer('SendRawEmail', 'ses-1'));
    await sesProvider(options).send({ ...email, html, unsubscribeUrl, ...(track && { track }) });
    const raw = new URLSearchParams(ses.bodies.at(-1)).get('RawMessage.Data') ?? '';
    return (await PostalMime.parse(Buffer.from(raw, 'base64'))).html?.trim();
  };

  expect(await sentHtml()).toBe(html);
  expect(await sentHtml(['opens', 'clicks'])).toBe(
    html.replace(`<a href="${unsubscribeUrl}"`, `<a ses:no-track href="${unsubscribeUrl}"`),
  );
});

test('a domain beyond ASCII goes to SES as punycode, in the envelope and in every header', async () => {
  ses.next(queryAnswer('SendRawEmail', 'ses-1'));
  const from = { name: 'Bellhop', address: 'hello@größe.example' };

  await sesProvider({ ...options, from, replyTo: 'support@größe.example' }).send({ ...email, to: 'ada@müller.de' });

  const asked = new URLSearchParams(ses.bodies[0]);
  expect(asked.get('Source')).toBe('hello@xn--gre-6ka8i.example');
  expect(asked.get('Destinations.member.1')).toBe('ada@xn--mller-kva.de');
  const headers = Buffer.from(asked.get('RawMessage.Data') ?? '', 'base64').toString();
  expect(headers).toMatch(/^From: "Bellhop" <hello@xn--gre-6ka8i\.example>\r$/m);
  expect(headers).toMatch(/^To: ada@xn--mller-kva\.de\r$/m);
  expect(headers).toMatch(/^Reply-To: support@xn--gre-6ka8i\.example\r$/m);
  expect(headers).toMatch(/^Message-ID: <ntf_\w+@xn--gre-6ka8i\.example>\r$/m);
});

type Outcome = Pick<ProviderAnswer & { because: string; reason: string }, 'outcome'> & { because?: string; reason?: string };

test.each<[string, number, string, string, Outcome]>([
  ['a rate that is too high', 400, 'Throttling', 'Maximum sending rate exceeded.', { outcome: 'not-now', because: 'throttled' }],
  ['a rate that is too high', 454, 'Throttling', 'Maximum sending rate exceeded.', { outcome: 'not-now', because: 'throttled' }],
  ["a day's quota that is used up", 400, 'Throttling', 'Daily message quota exceeded.', { outcome: 'not-now', because: 'quota' }],
  ['an account that is paused', 400, 'AccountSendingPausedException', 'Paused', { outcome: 'not-now', because: 'paused' }],
  ['an account that was paused', 400, 'MessageRejected', 'Account is paused', { outcome: 'not-now', because: 'paused' }],
  [
    'an account under suspicion',
    400,
    'MessageRejected',
    'Sending suspended for this account. For more information, please check the inbox of the email address associated with it.',
    { outcome: 'not-now', because: 'paused' },
  ],
  [
    'a configuration set that is paused',
    400,
    'ConfigurationSetSendingPausedException',
    'Paused',
    { outcome: 'not-now', because: 'paused' },
  ],
  ['a service that failed', 500, 'InternalFailure', 'Unknown error', { outcome: 'not-now', because: 'unavailable' }],
  ['a service that is away', 503, 'ServiceUnavailable', 'Try later', { outcome: 'not-now', because: 'unavailable' }],
  ['a role without the right', 403, 'AccessDenied', 'Not authorized', { outcome: 'not-now', because: 'unavailable' }],
  ['credentials that ran out', 400, 'ExpiredToken', 'Expired', { outcome: 'not-now', because: 'unavailable' }],
  ['an e-mail that is refused', 400, 'MessageRejected', 'No', { outcome: 'rejected', reason: 'provider_rejected' }],
  ['a domain that is not set up', 400, 'MailFromDomainNotVerified', 'No', { outcome: 'not-now', because: 'paused' }],
  [
    'a missing configuration set',
    400,
    'ConfigurationSetDoesNotExist',
    'Configuration set does not exist.',
    { outcome: 'not-now', because: 'paused' },
  ],
  ['an address that is none', 400, 'InvalidParameterValue', 'Illegal', { outcome: 'rejected', reason: 'provider_rejected' }],
  ['a gateway that got nothing', 504, 'GatewayTimeout', 'Timeout', { outcome: 'unknown' }],
  ['a gateway that got nonsense', 502, 'BadGateway', 'Bad', { outcome: 'unknown' }],
])('%s (%i %s) is told for what it is', async (_, status, code, message, outcome) => {
  ses.next(queryError(status, code, message));

  expect(await send()).toMatchObject(outcome);
  expect(ses.bodies).toHaveLength(1); // asked once, whatever was answered
});

const notVerified = 'Email address is not verified. The following identities failed the check in region EU-WEST-1:';

test.each([
  ['the sender', `${notVerified} hello@example.com`, 'paused'],
  ["the sender's name and address", `${notVerified} &quot;Bellhop&quot; &lt;Hello@Example.com&gt;`, 'paused'],
  ["the sender's domain", `${notVerified} example.com`, 'paused'],
  ['sender and recipient, as in the sandbox', `${notVerified} ada@example.com, hello@example.com`, 'paused'],
  ['the recipient alone', `${notVerified} ada@example.com`, 'recipient-unverified'],
  ["a recipient whose address ends as the sender's", `${notVerified} othello@example.com`, 'recipient-unverified'],
  ['nobody', 'Email address is not verified.', 'recipient-unverified'],
])('an identity that is not verified waits for the owner: SES names %s', async (_, message, because) => {
  ses.next(queryError(400, 'MessageRejected', message));

  expect(await send()).toMatchObject({ outcome: 'not-now', because });
});

test.each([
  ['never answers', 'hang'],
  ['is cut off before the answer', 'reset'],
  ['is cut off in the middle of the answer', 'cut-short'],
] as const)('a send that %s may have happened, and is not tried again', async (_, behaviour) => {
  ses.next(behaviour);

  expect(await send()).toMatchObject({ outcome: 'unknown' });
  expect(ses.bodies).toHaveLength(1);
});

test.each([
  ['cannot be read', { status: 200, body: 'no XML <at> all' }],
  ['names no message', { status: 200, body: '<SendRawEmailResponse><SendRawEmailResult/></SendRawEmailResponse>' }],
])('a success that %s may be one', async (_, answer) => {
  ses.next(answer);

  expect(await send()).toMatchObject({ outcome: 'unknown' });
});

test('a failure that no error explains is taken for what its status says', async () => {
  ses.next({ status: 503, body: '<html>Service Unavailable</html>', headers: { 'content-type': 'text/html' } });

  expect(await send()).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
});

test('a connection that is refused has sent nothing', async () => {
  await ses.stop();

  expect(await send()).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
});

test('a host that has no address has sent nothing', async () => {
  pointAtLocalAws({ AWS_ENDPOINT_URL_SES: 'http://ses.invalid' });

  expect(await send()).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
});

test('what is kept of an answer names nobody', async () => {
  ses.next(queryError(400, 'MessageRejected', 'Email address is not verified: Ada &lt;ada@example.com&gt;, +447400123456'));

  const answer = await send();

  expect(JSON.stringify(answer)).not.toMatch(/ada@|example\.com|447400/);
  expect(answer).toMatchObject({ detail: expect.stringContaining('MessageRejected: Email address is not verified') });
});

test('sends that follow each other share a connection', async () => {
  const emailProvider = sesProvider(options);
  ses.next(queryAnswer('SendRawEmail', 'ses-1'), queryAnswer('SendRawEmail', 'ses-2'));

  await emailProvider.send(email);
  await emailProvider.send(email);

  expect(ses.connections()).toBe(1);
});
