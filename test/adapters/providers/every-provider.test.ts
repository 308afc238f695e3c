import { join } from 'node:path';
import { chatProviders } from '../../../adapters/providers/chat-providers.ts';
import { emailProviders } from '../../../adapters/providers/email-providers.ts';
import { pushProviders } from '../../../adapters/providers/push-providers.ts';
import { smsProviders } from '../../../adapters/providers/sms-providers.ts';
import { webhookCalls } from '../../../adapters/webhooks/webhook-calls.ts';
import { providerNames, providersOf } from '../../../contract/channels/providers.ts';
import type { DeviceAnswer, PushMessage } from '../../../core/channels/push/ports/devices.ts';
import { eventBus } from '../../../local/emulators/providers/event-bus.ts';
import { type Fault, noFaults } from '../../../local/emulators/providers/faults.ts';
import { openOutbox } from '../../../local/emulators/providers/outbox.ts';
import { localPostmarkToken } from '../../../local/emulators/providers/postmark/postmark.ts';
import { localApnsKey, localApnsToken } from '../../../local/emulators/providers/push/apns.ts';
import { localFcmAccount, localFcmToken } from '../../../local/emulators/providers/push/fcm.ts';
import { localSubscription } from '../../../local/emulators/providers/push/web-push.ts';
import { localResendKey } from '../../../local/emulators/providers/resend/resend.ts';
import { s3 } from '../../../local/emulators/providers/s3.ts';
import { playScheduler } from '../../../local/emulators/providers/scheduler/scheduler.ts';
import { startProviders } from '../../../local/emulators/providers/server.ts';
import { localSmtpPassword, startSmtp } from '../../../local/emulators/providers/smtp/smtp.ts';
import { ssm } from '../../../local/emulators/providers/ssm.ts';
import { localTwilioToken } from '../../../local/emulators/providers/twilio/twilio.ts';
import { claimPorts, freePort } from '../../../local/ports.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { quietDoubles } from '../../local/quiet-doubles.ts';
import { aMoment, notificationId } from '../../world.ts';
import { recognizeNodeErrors } from '../node-errors.ts';

const email = {
  notificationId: notificationId('n1'),
  to: 'ada@example.com',
  subject: 'Hello',
  html: '<p>Your code is tulip</p>',
  text: 'Your code is tulip',
  at: aMoment,
};
const sms = { notificationId: notificationId('n1'), to: '+447400123456', text: 'Your code is tulip', maxPriceUsd: 0.5 };
const push = {
  notificationId: notificationId('n1'),
  copy: { title: 'Hello', body: 'Your code is tulip' },
  workflow: 'greeting',
  topic: notificationId('n1'),
  urgency: 'high' as const,
  ttlSeconds: 60,
  at: new Date('2030-06-01T12:00:00Z'),
};
let url: string;
const aDevice = <Kind>(device: Kind) => ({ ...device, id: 'dev_1', addedAt: aMoment, renewedAt: aMoment });
const now = () => new Date('2030-06-01T12:00:00Z');
const folder = scratchFolder();
const outbox = openOutbox(join(folder, 'outbox'));
const faults = noFaults();
let doubles: Stoppable[];

beforeAll(async () => {
  recognizeNodeErrors();
  const port = (await claimPorts(0)).providers;
  const parameters = ssm(join(folder, 'parameters.json'), now);
  const byHttp = await startProviders(port, {
    ...quietDoubles({ outbox, now, configurationSets: ['bellhop'] }),
    ssm: parameters,
    s3: s3(join(folder, 's3')),
    events: eventBus({ buses: [], rules: [], hand: async () => {}, now }),
    scheduler: playScheduler({ groups: [], file: join(folder, 'schedules.json'), hand: async () => {}, now }),
    faults,
  });
  const smtpPort = await freePort();
  doubles = [byHttp, await startSmtp(smtpPort, { outbox, faults, now })];
  const secrets = {
    'twilio-token': localTwilioToken,
    'resend-key': localResendKey,
    'postmark-token': localPostmarkToken,
    'smtp-password': localSmtpPassword,
    'fcm-account': localFcmAccount(),
    'apns-key': localApnsKey(),
  };
  for (const [name, Value] of Object.entries(secrets))
    parameters('PutParameter', { Name: `/test/${name}`, Value, Type: 'SecureString' });
  url = `http://127.0.0.1:${port}`;
  pointAtLocalAws({
    AWS_ENDPOINT_URL_SES: url,
    AWS_ENDPOINT_URL_SNS: url,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: url,
    AWS_ENDPOINT_URL_SSM: url,
  });
  Object.assign(process.env, {
    FROM_NAME: 'Bellhop',
    FROM_ADDRESS: 'hello@example.com',
    REPLY_TO_ADDRESS: 'hello@example.com',
    CONFIGURATION_SET: 'bellhop',
    TRACKING_SETS: 'opens=bellhop',
    VAPID_SECRET_PARAMETER: '/test/vapid-secret',
    WEBHOOKS_TO_LOOPBACK: 'yes',
    SMS_SENDER_ID: 'Bellhop',
    EUM_CONFIGURATION_SET: 'bellhop',
    EUM_SENDERS: 'GB=Bellhop',
    TWILIO_ENDPOINT_URL: url,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_SENDER: '+15005550006',
    TWILIO_TOKEN_PARAMETER: '/test/twilio-token',
    RESEND_ENDPOINT_URL: url,
    RESEND_KEY_PARAMETER: '/test/resend-key',
    POSTMARK_ENDPOINT_URL: url,
    POSTMARK_TOKEN_PARAMETER: '/test/postmark-token',
    POSTMARK_STREAM: 'outbound',
    SMTP_SERVER: `smtp://bellhop@127.0.0.1:${smtpPort}`,
    SMTP_PASSWORD_PARAMETER: '/test/smtp-password',
    CHAT_ENDPOINT_URL: url,
    FCM_PROJECT: 'bellhop-local',
    FCM_ACCOUNT_PARAMETER: '/test/fcm-account',
    FCM_ENDPOINT_URL: url,
    GOOGLE_TOKEN_URL: `${url}/oauth2/token`,
    APNS_TEAM: 'LOCALTEAM1',
    APNS_KEY_ID: 'LOCALKEY01',
    APNS_TOPIC: 'com.example.bellhop',
    APNS_KEY_PARAMETER: '/test/apns-key',
    APNS_ENDPOINT_URL: url,
    API_URL: 'http://127.0.0.1:1',
  });
});
afterAll(() => Promise.all(doubles.map((double) => double.stop())));
beforeEach(() => {
  faults.clear();
  outbox.empty();
});

/** Sends to a device. Its provider is made once: each would ask for a token of its own. */
function sendTo<Device>(connect: Connect<Device>, device: Device) {
  const provider = connected.get(connect) ?? connect({ timeoutSeconds: 0.5 });
  connected.set(connect, provider);
  return (provider as Provider<Device>).send(device, push);
}
const connected = new Map<unknown, unknown>();
type Provider<Device> = { send(device: Device, message: PushMessage): Promise<DeviceAnswer> };
type Connect<Device> = (options: { timeoutSeconds: number }) => Provider<Device> | undefined;

/** A send to its double, of what every provider is held to the same promises by; `unusable` is an address that none takes. */
const providers = [
  ...providerNames('email').map((name) => ({
    name,
    channel: 'email' as const,
    sent: email,
    unusable: 'ada example.com',
    send: (to: string) => emailProviders[name]({ timeoutSeconds: 0.5 }).send({ ...email, to }),
  })),
  ...providerNames('sms').map((name) => ({
    name,
    channel: 'sms' as const,
    sent: sms,
    unusable: '+4474001234567890',
    send: (to: string) => smsProviders[name]({ timeoutSeconds: 0.5 }).send({ ...sms, to }),
  })),
  {
    name: 'web' as const,
    channel: 'push' as const,
    sent: { to: 'ada', notificationId: push.notificationId },
    unusable: 'gone',
    send: (to: string) => sendTo(pushProviders.web, aDevice(localSubscription(to, url))),
  },
  {
    name: 'fcm' as const,
    channel: 'push' as const,
    sent: { to: localFcmToken('ada').token, notificationId: push.notificationId },
    unusable: localFcmToken('gone').token,
    send: (token: string) => sendTo(pushProviders.fcm, aDevice({ kind: 'fcm' as const, token })),
  },
  {
    name: 'apns' as const,
    channel: 'push' as const,
    sent: { to: localApnsToken('ada').token, notificationId: push.notificationId },
    unusable: localApnsToken('gone').token,
    send: (token: string) => sendTo(pushProviders.apns, aDevice({ kind: 'apns' as const, token })),
  },
];

describe.each(providers)('$name', ({ name, channel, sent: { to: address, notificationId: id }, unusable, ...provider }) => {
  const send = (to = address) => provider.send(to);
  /** Lets one call go wrong, and every other succeed: a second attempt would show. */
  const onceWith = (fault: Fault) => faults.set({ service: name, fault, count: 1 });

  test('sends once, and says by what id its receipt will name it', async () => {
    const answer = await send();

    const [sent, ...more] = await outbox.list({});
    expect(more).toEqual([]);
    expect(sent).toMatchObject({
      channel,
      to: address,
      text: expect.stringContaining('Your code is tulip'),
      notification_id: id,
    });
    expect(answer).toEqual({ outcome: 'sent', providerId: sent?.id });
  });

  test.each([
    ['reject', { outcome: 'rejected', reason: name === 'twilio' ? 'invalid_number' : 'provider_rejected' }],
    ['throttle', { outcome: 'not-now', because: 'throttled' }],
    ['quota', { outcome: 'not-now', because: channel === 'push' ? 'throttled' : 'quota' }], // push services know none
    ['error', { outcome: 'not-now', because: 'unavailable' }],
    ['timeout', { outcome: 'unknown' }],
  ] as const)('makes one attempt when it meets %s, after which nothing was sent', async (fault, expected) => {
    onceWith(fault);

    expect(await send()).toMatchObject(expected);
    expect(await outbox.list({})).toEqual([]);
    expect(faults.list()).toEqual([]); // the one call took it
  });

  test('makes one attempt when the answer is lost, and does not know whether it was sent', async () => {
    onceWith('lost_answer');

    expect(await send()).toMatchObject({ outcome: 'unknown' });
    expect(await outbox.list({})).toHaveLength(1);
  });

  test('says nothing of the address or the text when it is refused', async () => {
    const answer = await send(unusable);

    expect(answer).toMatchObject({ outcome: channel === 'push' ? 'gone' : 'rejected' });
    expect(JSON.stringify(answer)).not.toMatch(/7400|ada|tulip/);
  });
});

describe.each(providerNames('chat'))('%s', (name) => {
  const origin = { notificationId: notificationId('n1'), workflow: 'message', category: 'general', createdAt: aMoment };
  const copy = { title: 'Hello', body: 'Your code is tulip' };
  const urls = {
    slack: 'https://hooks.slack.com/services/T00000000/B00000000/secret',
    teams: 'https://a1.environment.api.powerplatform.com/workflows/1/triggers/manual/paths/invoke?sig=secret',
    discord: 'https://discord.com/api/webhooks/1/secret',
    webhook: 'local/webhook/secret', // on the port of the doubles
  };
  /** A receiver of the owner's own knows an id when it comes again, so what is in doubt there is tried again. */
  const doubt = name === 'webhook' ? { outcome: 'not-now', because: 'unavailable' } : { outcome: 'unknown' };
  const calls = () => webhookCalls({ loopback: true, timeoutSeconds: 0.5 });
  const post = (url = urls[name]) =>
    chatProviders({ timeoutSeconds: 0.5, calls: calls() })[name].post({
      url: url.replace('local', String(process.env.CHAT_ENDPOINT_URL)),
      copy,
      origin,
      at: new Date(),
      secret: Buffer.from('secret'),
    });
  const onceWith = (fault: Fault) => faults.set({ service: name, fault, count: 1 });

  test('posts once, what its double takes', async () => {
    expect(await post()).toMatchObject({ outcome: 'sent', providerId: expect.any(String) });

    const [sent, ...more] = await outbox.list({});
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ channel: 'chat', from: name, notification_id: origin.notificationId });
    expect(sent?.text).toContain('Your code is tulip');
  });

  test.each([
    ['reject', { outcome: 'rejected', reason: 'provider_rejected' }],
    ['throttle', { outcome: 'not-now', because: 'throttled', afterSeconds: 1 }],
    ['error', { outcome: 'not-now', because: 'unavailable' }],
    ['timeout', doubt],
    ['lost_answer', doubt],
  ] as const)('makes one attempt when it meets %s', async (fault, expected) => {
    onceWith(fault);

    expect(await post()).toMatchObject(expected);
    expect(faults.list()).toEqual([]); // the one call took it
  });

  test('says that a webhook is gone, and nothing of where it was', async () => {
    const answer = await post(urls[name].replace('workflows/1', 'workflows/revoked').replace('/secret', '/revoked-secret'));

    expect(answer).toMatchObject({ outcome: 'gone' });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

test('every SMS provider has a rate that can be kept', () => {
  const rates = Object.values(providersOf('sms')).map(({ unitsPerSecond }) => unitsPerSecond);

  expect(rates.length).toBeGreaterThan(1);
  expect(rates.filter((rate = 0) => !(rate > 0))).toEqual([]);
});

test.each(['sns', 'end-user-messaging'] as const)('%s says whether a number has texted STOP', async (name) => {
  const { optOuts } = smsProviders[name]({ timeoutSeconds: 0.5 });

  expect(optOuts?.name).toBe(name);
  expect(await optOuts?.has('+447700900905')).toBe(true);
  expect(await optOuts?.has('+447400123456')).toBe(false);
});

describe.each(providerNames('email'))('an e-mail by %s', (name) => {
  test('takes along its name, copies, headers, files and invitation', async () => {
    const png = Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64');
    const options = {
      html: '<p>Hello <img src="cid:logo"></p>',
      fromName: 'Repairs, Ada',
      replyTo: 'repairs@example.com',
      cc: ['bob@example.com'],
      bcc: ['zoe@example.com'],
      listId: 'repairs.example.com',
      headers: { 'X-Entity-Ref-ID': 'R-7' },
      attachments: [
        { filename: 'Prüfung.pdf', content: Buffer.from('%PDF-1.7').toString('base64') },
        { filename: 'logo.png', content: png, contentId: 'logo' },
      ],
      invitation: { uid: 'r-7', start: '2030-03-20T08:00:00Z', end: '2030-03-20T09:00:00Z', summary: 'Repair' },
    };

    const answer = await emailProviders[name]({ timeoutSeconds: 0.5 }).send({ ...email, ...options });

    const [sent] = await outbox.list({});
    expect(answer).toMatchObject({ outcome: 'sent' });
    expect(sent).toMatchObject({
      from: expect.stringContaining('Repairs, Ada'),
      to: 'ada@example.com, bob@example.com, zoe@example.com',
      headers: {
        cc: 'bob@example.com',
        'reply-to': 'repairs@example.com',
        'list-id': '<repairs.example.com>',
        'x-entity-ref-id': 'R-7',
      },
      html: expect.stringContaining(`src="data:image/png;base64,${png}"`),
    });
    expect(Object.keys(sent?.headers ?? {})).not.toContain('bcc');
    expect(sent?.attachments).toEqual(
      expect.arrayContaining([
        { filename: 'Prüfung.pdf', content_type: 'application/pdf', bytes: 8 },
        { filename: 'logo.png', content_type: 'image/png', bytes: 9 },
        expect.objectContaining({ filename: 'invite.ics', content_type: 'text/calendar' }),
      ]),
    );
  });
});
