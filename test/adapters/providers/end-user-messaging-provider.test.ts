import { endUserMessagingProvider } from '../../../adapters/providers/end-user-messaging/end-user-messaging-provider.ts';
import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { notificationId } from '../../world.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { jsonAnswer, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const sms = { notificationId: notificationId('n1'), to: '+447400123456', text: 'Hello, Ada', maxPriceUsd: 0.5 };
const senders = { GB: 'Bellhop', '*': 'pool-a1b2c3' };

beforeAll(recognizeNodeErrors);

let aws: ScriptedServer;
beforeEach(async () => {
  aws = await startScriptedServer();
  pointAtLocalAws({ AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: aws.url });
});
afterEach(() => aws.stop());

const send = (changes: Partial<typeof sms> = {}, from: Readonly<Record<string, string>> = senders) =>
  endUserMessagingProvider({ configurationSet: 'bellhop', senders: from, timeoutSeconds: 10 }).send({ ...sms, ...changes });
const asked = () => JSON.parse(aws.bodies[0] ?? '');

test('an SMS goes out as transactional, from the sender of its country, within its price and with our id', async () => {
  aws.next(jsonAnswer(200, { MessageId: 'eum-1' }));

  expect(await send()).toEqual({ outcome: 'sent', providerId: 'eum-1' });

  expect(asked()).toEqual({
    DestinationPhoneNumber: '+447400123456',
    OriginationIdentity: 'Bellhop',
    MessageBody: 'Hello, Ada',
    MessageType: 'TRANSACTIONAL',
    ConfigurationSetName: 'bellhop',
    MaxPrice: '0.50',
    Context: { notification_id: notificationId('n1') },
  });
});

test.each([
  ['the sender of all others, for a country that has none', { to: '+33612345678' }, senders, 'pool-a1b2c3'],
  ['one that AWS picks, where none is named', {}, {}, undefined],
])('it goes out from %s', async (_, changes, from, sender) => {
  aws.next(jsonAnswer(200, { MessageId: 'eum-1' }));

  await send(changes, from);

  expect(asked().OriginationIdentity).toBe(sender);
});

test('a price that its field cannot say is the most that it can', async () => {
  aws.next(jsonAnswer(200, { MessageId: 'eum-1' }));

  await send({ maxPriceUsd: 120 });

  expect(asked().MaxPrice).toBe('99.99');
});

type Outcome = Pick<ProviderAnswer, 'outcome'> & { because?: string; reason?: string };
const rejected = (reason: string) => ({ outcome: 'rejected', reason }) as const;
const notNow = (because: string) => ({ outcome: 'not-now', because }) as const;

test.each<[string, number, string, Record<string, unknown>, Outcome]>([
  [
    'a number that opted out',
    400,
    'ConflictException',
    { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' },
    rejected('sms_opted_out'),
  ],
  [
    'a number of no use',
    400,
    'ValidationException',
    { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'DestinationPhoneNumber', Message: 'No' }] },
    rejected('invalid_number'),
  ],
  [
    'a text of no use',
    400,
    'ValidationException',
    { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'MessageBody', Message: 'No' }] },
    rejected('provider_rejected'),
  ],
  ['a price beyond the most', 400, 'ValidationException', { Reason: 'PRICE_OVER_THRESHOLD' }, rejected('price_exceeded')],
  [
    'a month that is spent',
    402,
    'ServiceQuotaExceededException',
    { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
    rejected('budget_exceeded'),
  ],
  [
    'a country without a sender',
    409,
    'ConflictException',
    { Reason: 'NO_ORIGINATION_IDENTITIES_FOUND' },
    rejected('country_blocked'),
  ],
  [
    'a country that is switched off',
    409,
    'ConflictException',
    { Reason: 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION' },
    rejected('country_blocked'),
  ],
  [
    'an account in the sandbox',
    409,
    'ConflictException',
    { Reason: 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED' },
    notNow('recipient-unverified'),
  ],
  ['a sender that is not active', 409, 'ConflictException', { Reason: 'RESOURCE_NOT_ACTIVE' }, notNow('paused')],
  ['a sender that is gone', 404, 'ResourceNotFoundException', {}, notNow('paused')],
  ['an account that is switched off', 400, 'AccessDeniedException', { Reason: 'ACCOUNT_DISABLED' }, notNow('paused')],
  ['a role without the right', 400, 'AccessDeniedException', {}, notNow('unavailable')],
  ['a rate that is too high', 400, 'ThrottlingException', {}, notNow('throttled')],
  ['a service that failed', 500, 'InternalServerException', {}, notNow('unavailable')],
  ['a gateway that got nothing', 504, 'GatewayTimeout', {}, { outcome: 'unknown' }],
])('%s (%i %s) is told for what it is', async (_, status, name, more, outcome) => {
  aws.next(jsonAnswer(status, { __type: `com.amazonaws.pinpointsmsvoicev2#${name}`, Message: 'to +447400123456', ...more }));

  const answer = await send();

  expect(answer).toMatchObject(outcome);
  expect(JSON.stringify(answer)).not.toContain('7400123456');
  expect(aws.bodies).toHaveLength(1);
});

test("AWS's word for why is in the detail", async () => {
  aws.next(jsonAnswer(409, { __type: 'ConflictException', Message: 'No sender', Reason: 'NO_ORIGINATION_IDENTITIES_FOUND' }));

  expect(await send()).toMatchObject({ detail: 'ConflictException: NO_ORIGINATION_IDENTITIES_FOUND: No sender' });
});
