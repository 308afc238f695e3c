import { snsProvider } from '../../../adapters/providers/sns/sns-provider.ts';
import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { notificationId } from '../../world.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { queryAnswer, queryError, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const sms = { notificationId: notificationId('n1'), to: '+447400123456', text: 'Hello, Ada', maxPriceUsd: 0.5 };

beforeAll(recognizeNodeErrors);

let sns: ScriptedServer;
beforeEach(async () => {
  sns = await startScriptedServer();
  pointAtLocalAws({ AWS_ENDPOINT_URL_SNS: sns.url });
});
afterEach(() => sns.stop());

const send = (timeoutSeconds = 10) => snsProvider({ senderId: 'Bellhop', timeoutSeconds }).send(sms);

test('an SMS goes out as transactional, under our name and within its price', async () => {
  sns.next(queryAnswer('Publish', 'sns-1'));

  expect(await send()).toEqual({ outcome: 'sent', providerId: 'sns-1' });

  const asked = new URLSearchParams(sns.bodies[0]);
  expect(asked.get('PhoneNumber')).toBe('+447400123456');
  expect(asked.get('Message')).toBe('Hello, Ada');
  expect(attributesOf(asked)).toEqual({
    'AWS.SNS.SMS.SMSType': 'Transactional',
    'AWS.SNS.SMS.SenderID': 'Bellhop',
    'AWS.SNS.SMS.MaxPrice': '0.50',
    'bellhop.notification_id': notificationId('n1'),
  });
});

type Outcome = Pick<ProviderAnswer, 'outcome'> & { because?: string; reason?: string };

test.each<[string, number, string, string, Outcome]>([
  ['a number that opted out', 400, 'OptedOut', 'No', { outcome: 'rejected', reason: 'sms_opted_out' }],
  [
    'a number that opted out, in words',
    400,
    'InvalidParameter',
    'Phone number is opted out',
    { outcome: 'rejected', reason: 'sms_opted_out' },
  ],
  ['a number that is none', 400, 'InvalidParameter', 'Not valid', { outcome: 'rejected', reason: 'provider_rejected' }],
  ['a rate that is too high', 400, 'Throttling', 'Rate exceeded', { outcome: 'not-now', because: 'throttled' }],
  ['a rate that is too high', 429, 'Throttled', 'Rate exceeded', { outcome: 'not-now', because: 'throttled' }],
  ['a quota that is used up', 400, 'Throttling', 'No quota left for account', { outcome: 'not-now', because: 'quota' }],
  ['a key that is busy', 400, 'KMSThrottling', 'Slow down', { outcome: 'not-now', because: 'throttled' }],
  ['a key that is switched off', 400, 'KMSDisabled', 'Disabled', { outcome: 'not-now', because: 'unavailable' }],
  ['a role without the right', 403, 'AuthorizationError', 'No', { outcome: 'not-now', because: 'unavailable' }],
  ['a service that failed', 500, 'InternalError', 'Oops', { outcome: 'not-now', because: 'unavailable' }],
  ['a gateway that got nothing', 504, 'GatewayTimeout', 'Timeout', { outcome: 'unknown' }],
])('%s (%i %s) is told for what it is', async (_, status, code, message, outcome) => {
  sns.next(queryError(status, code, message));

  expect(await send()).toMatchObject(outcome);
  expect(sns.bodies).toHaveLength(1);
});

test('a send that never answers may have happened, and is not tried again', async () => {
  sns.next('hang');

  expect(await send(0.5)).toMatchObject({ outcome: 'unknown' });
  expect(sns.bodies).toHaveLength(1);
});

test('a connection that is refused has sent nothing', async () => {
  await sns.stop();

  expect(await send()).toMatchObject({ outcome: 'not-now', because: 'unavailable' });
});

function attributesOf(asked: URLSearchParams): Record<string, string | null> {
  const names = [...asked].filter(([key]) => key.endsWith('.Name'));
  return Object.fromEntries(names.map(([key, name]) => [name, asked.get(key.replace(/Name$/, 'Value.StringValue'))]));
}
