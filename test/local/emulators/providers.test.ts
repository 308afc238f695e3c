import { statSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSendQuotaCommand, SESClient, SendRawEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { depsOfSilentDoubles } from '../../../local/emulators/providers/doubles.ts';
import { eventBus } from '../../../local/emulators/providers/event-bus.ts';
import { type Fault, noFaults } from '../../../local/emulators/providers/faults.ts';
import { openOutbox } from '../../../local/emulators/providers/outbox.ts';
import { s3 } from '../../../local/emulators/providers/s3.ts';
import { playScheduler } from '../../../local/emulators/providers/scheduler/scheduler.ts';
import { startProviders } from '../../../local/emulators/providers/server.ts';
import { aSesAccount } from '../../../local/emulators/providers/ses.ts';
import { ssm } from '../../../local/emulators/providers/ssm.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { claimPorts } from '../../../local/ports.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import { readTemplate } from '../../../local/template/blueprint.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { aTemplate, place } from '../a-template.ts';
import { isFreeBeyondLoopback } from '../listening.ts';
import { rawRequest } from '../raw-request.ts';

const dataFolder = scratchFolder();
const outboxFile = join(dataFolder, 'outbox');
const outbox = openOutbox(outboxFile);
const faults = noFaults();
const account = aSesAccount();
const announced: string[] = [];
const handed: { target: string; payload: unknown }[] = [];
const now = () => new Date('2030-06-01T12:00:00.250Z');

const { rules, buses } = readTemplate(
  aTemplate({
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'app' } },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { 'detail-type': ['notification.publish'] },
        Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } }],
      },
    },
  }),
  place,
);

let port: number;
let providers: Stoppable;
let ses: SESClient;
let sns: SNSClient;
let parameters: SSMClient;
let events: EventBridgeClient;

beforeAll(async () => {
  port = (await claimPorts(0)).providers;
  providers = await startProviders(port, {
    ses: { account, outbox, configurationSets: ['bellhop'], announce: (accepted) => void announced.push(accepted.id), now },
    sns: { outbox, announce: ({ id }) => void announced.push(id), now },
    'end-user-messaging': { outbox, announce: ({ id }) => void announced.push(id), now },
    twilio: { outbox, announce: ({ sid }) => void announced.push(sid), now },
    resend: { outbox, announce: ({ id }) => void announced.push(id), now },
    postmark: { outbox, announce: ({ id }) => void announced.push(id), now },
    ...depsOfSilentDoubles({ outbox, now }),
    scheduler: playScheduler({ groups: [], file: join(dataFolder, 'schedules.json'), hand: async () => {}, now }),
    ssm: ssm(join(dataFolder, 'parameters.json'), now),
    s3: s3(join(dataFolder, 's3')),
    events: eventBus({
      buses: buses.map(({ name }) => name),
      rules,
      now,
      hand: async ({ Arn }, payload) => void handed.push({ target: Arn, payload: JSON.parse(payload) }),
    }),
    faults,
  });
  const config = {
    ...clientConfig(`http://127.0.0.1:${port}`),
    maxAttempts: 1,
    requestHandler: { requestTimeout: 2_000, throwOnRequestTimeout: true },
  };
  ses = new SESClient(config);
  sns = new SNSClient(config);
  parameters = new SSMClient(config);
  events = new EventBridgeClient(config);
});

afterEach(() => {
  faults.clear();
  outbox.empty();
  handed.length = 0;
});

afterAll(async () => {
  for (const client of [ses, sns, parameters, events]) client.destroy();
  await providers.stop();
});

const mime = [
  'From: "Bellhop" <hello@example.com>',
  'To: ada@example.com',
  'Subject: =?UTF-8?Q?Caf=C3=A9?=',
  'List-Unsubscribe: <https://example.com/u/1>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary=b',
  '',
  '--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b--',
].join('\r\n');

function anEmail(more: Partial<ConstructorParameters<typeof SendRawEmailCommand>[0]> = {}) {
  return new SendRawEmailCommand({
    Source: '"Bellhop" <hello@example.com>',
    Destinations: ['ada@example.com'],
    RawMessage: { Data: Buffer.from(mime) },
    ConfigurationSetName: 'bellhop',
    Tags: [{ Name: 'notification_id', Value: 'ntf_1' }],
    ...more,
  });
}

function anSms(more: Record<string, unknown> = {}) {
  return new PublishCommand({
    PhoneNumber: '+447700900123',
    Message: 'Hello & <goodbye>',
    MessageAttributes: { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'Bellhop' } },
    ...more,
  });
}

describe('e-mail', () => {
  test('what was sent is in the outbox, read as a mail client reads it', async () => {
    const { MessageId } = await ses.send(anEmail());

    expect(await outbox.list({})).toEqual([
      {
        id: MessageId,
        channel: 'email',
        provider: 'ses',
        from: '"Bellhop" <hello@example.com>',
        to: 'ada@example.com',
        subject: 'Café',
        html: expect.stringContaining('<p>rich</p>'),
        text: expect.stringContaining('plain'),
        headers: expect.objectContaining({ 'list-unsubscribe': '<https://example.com/u/1>' }),
        tags: { notification_id: 'ntf_1' },
        notification_id: 'ntf_1',
        outcome: 'delivered',
        sent_at: '2030-06-01T12:00:00.250Z',
      },
    ]);
  });

  test.each([
    ['bounce@simulator.amazonses.com', 'bounced'],
    ['complaint+42@simulator.amazonses.com', 'complained'],
    ['suppressionlist@simulator.amazonses.com', 'suppressed'],
    ['ooto@simulator.amazonses.com', 'out_of_office'],
    ['success@simulator.amazonses.com', 'delivered'],
  ])('the mailbox simulator address %s is known', async (address, outcome) => {
    await ses.send(anEmail({ Destinations: [address] }));

    expect(await outbox.list({ to: address })).toMatchObject([{ outcome }]);
  });

  test.each([
    ['an unknown configuration set', { ConfigurationSetName: 'other' }, 'ConfigurationSetDoesNotExistException'],
    ['an address that is none', { Destinations: ['ada at example'] }, 'InvalidParameterValue'],
    ['a tag that SES does not take', { Tags: [{ Name: 'a', Value: 'b c' }] }, 'InvalidParameterValue'],
    ['no recipient', { Destinations: [] }, 'InvalidParameterValue'],
    ['too many recipients', { Destinations: Array.from({ length: 51 }, (_, n) => `a${n}@example.com`) }, 'MessageRejected'],
  ])('%s is refused as SES refuses it', async (_name, more, error) => {
    await expect(ses.send(anEmail(more))).rejects.toMatchObject({ name: error });

    expect(await outbox.list({})).toEqual([]);
  });

  test('the quota is told with what was sent', async () => {
    await ses.send(anEmail());

    await expect(ses.send(new GetSendQuotaCommand({}))).resolves.toMatchObject({
      SentLast24Hours: 1,
      MaxSendRate: 14,
    });
  });

  test('more than the rate over ten seconds is refused as SES refuses it, and the rate can be set', async () => {
    account.perSecond = 0.2;
    await ses.send(anEmail());
    await ses.send(anEmail());

    await expect(ses.send(anEmail())).rejects.toMatchObject({ message: 'Maximum sending rate exceeded.' });
    account.perSecond = 14;
    await expect(ses.send(anEmail())).resolves.toMatchObject({ MessageId: expect.any(String) });
  });
});

describe('SMS', () => {
  test('what was sent is in the outbox, with how it was asked for', async () => {
    const { MessageId } = await sns.send(anSms());

    expect(await outbox.list({ channel: 'sms' })).toMatchObject([
      {
        id: MessageId,
        from: 'Bellhop',
        to: '+447700900123',
        text: 'Hello & <goodbye>',
        tags: { 'AWS.SNS.SMS.SenderID': 'Bellhop' },
      },
    ]);
  });

  test('a number that is none is refused', async () => {
    await expect(sns.send(anSms({ PhoneNumber: '0770' }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('the outbox', () => {
  test('is filtered by channel, address and notification, newest first', async () => {
    await ses.send(anEmail());
    await ses.send(anEmail({ Destinations: ['grace@example.com'], Tags: [{ Name: 'notification_id', Value: 'ntf_2' }] }));
    await sns.send(anSms());

    expect((await outbox.list({})).map(({ channel, to }) => `${channel} ${to}`)).toEqual([
      'sms +447700900123',
      'email grace@example.com',
      'email ada@example.com',
    ]);
    expect(await outbox.list({ notification: 'ntf_2' })).toHaveLength(1);
    expect(await outbox.list({ to: 'ada@example.com', channel: 'sms' })).toEqual([]);
  });

  test('is still there at the next start, and gone once emptied', async () => {
    await ses.send(anEmail());

    expect(await openOutbox(outboxFile).list({})).toEqual(await outbox.list({}));
    outbox.empty();
    expect(await openOutbox(outboxFile).list({})).toEqual([]);
  });
});

describe('faults', () => {
  test.each<[Fault, string, string]>([
    ['throttle', 'Throttling', 'Maximum sending rate exceeded.'],
    ['quota', 'Throttling', 'Daily message quota exceeded.'],
    ['reject', 'MessageRejected', 'could not be sent'],
  ])('%s is what SES answers, and nothing is sent', async (fault, name, message) => {
    faults.set({ service: 'ses', fault });

    await expect(ses.send(anEmail())).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    expect(await outbox.list({})).toEqual([]);
  });

  test('an error is a 500', async () => {
    faults.set({ service: 'sns', fault: 'error' });

    await expect(sns.send(anSms())).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });

  test('a time-out never answers, and nothing is sent', async () => {
    faults.set({ service: 'ses', fault: 'timeout' });

    await expect(ses.send(anEmail())).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await outbox.list({})).toEqual([]);
  });

  test('a lost answer is sent all the same', async () => {
    faults.set({ service: 'ses', fault: 'lost_answer' });

    await expect(ses.send(anEmail())).rejects.toThrow('socket hang up');
    expect(await outbox.list({})).toHaveLength(1);
  });

  test('a count ends it, and the other service is left alone', async () => {
    faults.set({ service: 'ses', fault: 'throttle', count: 1 });

    await sns.send(anSms());
    await expect(ses.send(anEmail())).rejects.toMatchObject({ name: 'Throttling' });
    await ses.send(anEmail());
    expect(faults.list()).toEqual([]);
  });

  test('time ends it', () => {
    let nowMs = 0;
    const script = noFaults(() => nowMs);
    script.set({ service: 'ses', fault: 'error', seconds: 2 });

    nowMs = 1_999;
    expect(script.take('ses')).toBe('error');
    nowMs = 2_000;
    expect(script.take('ses')).toBeUndefined();
  });

  test('a new order takes the place of the last', () => {
    const script = noFaults();
    script.set({ service: 'ses', fault: 'timeout' });
    script.set({ service: 'ses', fault: 'throttle', count: 1 });

    expect([script.take('ses'), script.take('ses')]).toEqual(['throttle', undefined]);
  });
});

describe('parameters', () => {
  const Name = '/bellhop/local/secret';

  test('are made once, read back, and in a file that only its owner may read', async () => {
    await expect(parameters.send(new GetParameterCommand({ Name }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await parameters.send(new PutParameterCommand({ Name, Value: 's3cret', Type: 'SecureString' }));
    await expect(parameters.send(new PutParameterCommand({ Name, Value: 'other', Type: 'SecureString' }))).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
    });

    const { Parameter } = await parameters.send(new GetParameterCommand({ Name, WithDecryption: true }));
    const encrypted = await parameters.send(new GetParameterCommand({ Name }));
    expect(Parameter).toMatchObject({ Name, Value: 's3cret', Version: 1 });
    expect(encrypted.Parameter?.Value).not.toContain('s3cret');
    expect(statSync(join(dataFolder, 'parameters.json')).mode & 0o777).toBe(0o600);
  });

  test('can be overwritten when asked', async () => {
    await parameters.send(new PutParameterCommand({ Name: '/a', Value: '1', Type: 'String' }));

    const { Version } = await parameters.send(
      new PutParameterCommand({ Name: '/a', Value: '2', Type: 'String', Overwrite: true }),
    );

    expect(Version).toBe(2);
  });
});

describe('events', () => {
  test('one that fits a rule reaches its target as EventBridge makes it; others reach nobody', async () => {
    const { Entries, FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: [
          { EventBusName: 'app', Source: 'shop', DetailType: 'notification.publish', Detail: '{"workflow":"message"}' },
          { EventBusName: 'app', Source: 'shop', DetailType: 'order.placed', Detail: '{}' },
          { Source: 'shop', DetailType: 'notification.publish', Detail: '{}' },
        ],
      }),
    );

    expect(FailedEntryCount).toBe(0);
    expect(handed).toEqual([
      {
        target: 'arn:aws:sqs:us-east-1:000000000000:test-Work',
        payload: {
          version: '0',
          id: Entries?.[0]?.EventId,
          'detail-type': 'notification.publish',
          source: 'shop',
          account: '000000000000',
          time: '2030-06-01T12:00:00Z',
          region: 'us-east-1',
          resources: [],
          detail: { workflow: 'message' },
        },
      },
    ]);
  });

  test('an entry that is malformed fails for itself', async () => {
    const { Entries, FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: [
          { EventBusName: 'app', Source: 'shop', DetailType: 'notification.publish', Detail: 'no JSON' },
          { EventBusName: 'app', Source: 'shop', DetailType: 'notification.publish', Detail: '{}' },
        ],
      }),
    );

    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]?.ErrorCode).toBe('MalformedDetail');
    expect(handed).toHaveLength(1);
  });

  test('a bus that does not exist is told', async () => {
    const put = events.send(
      new PutEventsCommand({ Entries: [{ EventBusName: 'nobus', Source: 'a', DetailType: 'b', Detail: '{}' }] }),
    );

    await expect(put).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the address', () => {
  test.each([
    ['SES', () => ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'a@example.com' })), 'VerifyEmailIdentity'],
    ['SNS', () => sns.send(new ListTopicsCommand({})), 'ListTopics'],
    ['SSM', () => parameters.send(new DeleteParameterCommand({ Name: '/a' })), 'DeleteParameter'],
  ])('an action of %s that is not known is refused by name', async (_service, call, action) => {
    await expect(call()).rejects.toMatchObject({ message: expect.stringContaining(action) });
  });

  test.each<Record<string, string>>([{ origin: 'https://evil.example' }, { host: `evil.example:1` }])(
    'a foreign request is refused: %j',
    async (headers) => {
      const answer = await rawRequest(port, { method: 'POST', headers, body: 'Action=GetSendQuota&Version=2010-12-01' });

      expect(answer.status).toBe(403);
    },
  );

  test('is on loopback only', async () => {
    await expect(isFreeBeyondLoopback(port)).resolves.toBe(true);
  });
});
