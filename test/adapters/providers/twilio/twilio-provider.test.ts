import { twilioProvider } from '../../../../adapters/providers/twilio/twilio-provider.ts';
import { notificationId } from '../../../world.ts';
import { recognizeNodeErrors } from '../../node-errors.ts';
import { type ScriptedServer, startScriptedServer } from '../scripted-server.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const sms = { notificationId: notificationId('n1'), to: '+447400123456', text: 'Hello & goodbye, Ada', maxPriceUsd: 0.5 };
const forgotten: string[] = [];
let server: ScriptedServer;

beforeAll(recognizeNodeErrors);
beforeEach(async () => {
  server = await startScriptedServer();
  forgotten.length = 0;
});
afterEach(() => server.stop());

function send({ sender = '+15557122661', tokens = ['newest', 'older'] as string[] | Error } = {}) {
  return twilioProvider({
    endpointUrl: server.url,
    accountSid,
    sender,
    token: {
      secret: {
        readAll: async () => {
          if (tokens instanceof Error) throw tokens;
          return tokens;
        },
        forget: () => void forgotten.push('token'),
      },
      parameter: '/bellhop/dev/twilio-token',
      noun: 'the auth token of Twilio',
    },
    callbackUrl: 'https://api.example.com/v1/receipts/twilio',
    timeoutSeconds: 10,
  }).send(sms);
}

function answer(status: number, body: unknown): void {
  server.next({ status, body: JSON.stringify(body) });
}

test.each([
  ['+15557122661', 'From'],
  ['Bellhop', 'From'],
  ['MG0123456789abcdef0123456789abcdef', 'MessagingServiceSid'],
])('an SMS goes out from %s as %s, and says where its receipt goes', async (sender, field) => {
  answer(201, { sid: 'SM1', status: 'queued' });

  expect(await send({ sender })).toEqual({ outcome: 'sent', providerId: 'SM1' });

  expect(Object.fromEntries(new URLSearchParams(server.bodies[0]))).toEqual({
    To: sms.to,
    [field]: sender,
    Body: sms.text,
    StatusCallback: `https://api.example.com/v1/receipts/twilio?notification=${sms.notificationId}`,
  });
});

test.each([
  ['a rate that is too high', 429, 20429, { outcome: 'not-now', because: 'throttled' }],
  ['a full queue of the sender', 400, 21611, { outcome: 'not-now', because: 'throttled' }],
  ["a day's messages", 429, 63038, { outcome: 'not-now', because: 'quota' }],
  ['a wrong token', 401, 20003, { outcome: 'not-now', because: 'paused' }],
  ['a wrong account', 404, 20404, { outcome: 'not-now', because: 'paused' }],
  ["a sender that is not the account's", 400, 21606, { outcome: 'not-now', because: 'paused' }],
  ['a trial account', 400, 21608, { outcome: 'not-now', because: 'recipient-unverified' }],
  ['a number that opted out', 400, 21610, { outcome: 'rejected', reason: 'sms_opted_out' }],
  ['a country that the account does not send to', 400, 21408, { outcome: 'rejected', reason: 'country_blocked' }],
  ['a number that is none', 400, 21211, { outcome: 'rejected', reason: 'invalid_number' }],
  ['a number that takes no SMS', 400, 21614, { outcome: 'rejected', reason: 'invalid_number' }],
  ['a landline', 400, 21635, { outcome: 'rejected', reason: 'invalid_number' }],
  ['a sender that takes no SMS', 400, 21661, { outcome: 'not-now', because: 'paused' }],
  ['a fault of its own', 500, 20500, { outcome: 'not-now', because: 'unavailable' }],
  ['a gateway that got nothing', 504, 20504, { outcome: 'unknown' }],
])('%s (%i, %i) is told for what it is, without the number', async (_, status, code, outcome) => {
  answer(status, { code, message: `The 'To' number ${sms.to} is not right`, status });

  const answered = await send();

  expect(answered).toMatchObject(outcome);
  expect(JSON.stringify(answered)).toContain(String(code));
  expect(JSON.stringify(answered)).not.toContain('7400');
  expect(server.bodies).toHaveLength(1);
});

test('an answer that is no JSON goes by its status, and one without an id leaves in doubt', async () => {
  server.next({ status: 503, body: '<html>' }, { status: 201, body: '{}' });

  expect(await send()).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
  expect(await send()).toMatchObject({ outcome: 'unknown' });
});

test('an answer that breaks off leaves in doubt, and a connection that is refused has sent nothing', async () => {
  server.next('cut-short');
  expect(await send()).toMatchObject({ outcome: 'unknown' });

  await server.stop();
  expect(await send()).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
});

test('without a token nothing is sent, and the owner is told the line to type', async () => {
  expect(await send({ tokens: [] })).toMatchObject({
    outcome: 'not-now',
    because: 'paused',
    detail: expect.stringContaining('aws ssm put-parameter --type SecureString --name /bellhop/dev/twilio-token'),
  });
  expect(await send({ tokens: new Error('SSM is away') })).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
  expect(server.bodies).toEqual([]);
});

test('a token that was refused is read again the next time', async () => {
  answer(401, { code: 20003, message: 'Authenticate', status: 401 });

  await send();

  expect(forgotten).toEqual(['token']);
});
