import { readSmsVoiceEvent, SmsVoiceEvent } from '../../../adapters/providers/end-user-messaging/event.ts';
import { notificationId } from '../../world.ts';

/** The example of https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html, field by field. */
const example = {
  version: '0',
  id: '5c0fa4f8-e4ba-ed02-6101-c795472fccd0',
  'detail-type': 'Text Message Delivery Status Updated',
  source: 'aws.sms-voice',
  account: '111122223333',
  time: '2025-10-01T18:20:41Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    eventType: 'TEXT_SUCCESSFUL',
    eventVersion: '1.0',
    eventTimestamp: 1759342841377,
    isFinal: true,
    originationPhoneNumber: 'VAJZNBLLDX',
    isoCountryCode: 'ES',
    isInternationalSend: false,
    mcc: '214',
    mnc: '05',
    carrierName: 'Movistar',
    messageId: 'ed23196c-75ce-4727-93ee-7bf72b64998f',
    messageRequestTimestamp: 1759342840978,
    messageEncoding: 'GSM',
    messageType: 'TRANSACTIONAL',
    messageStatus: 'SUCCESSFUL',
    messageStatusDescription: 'Message has been accepted by phone carrier',
    totalMessageParts: 1,
    totalMessagePrice: 0.06087,
    totalCarrierFee: 0.0,
    protectConfiguration: { protectConfigurationId: 'protect-e06e5d722c31455286262a108e7d863d', protectStatus: 'ALLOW' },
  },
};

const read = (detail: Record<string, unknown> = {}) =>
  readSmsVoiceEvent(SmsVoiceEvent.parse({ ...example, detail: { ...example.detail, ...detail } }));

test('an SMS that a carrier accepted is delivered, at the instant at which AWS says so, with what it cost', () => {
  expect(read()).toEqual({
    at: new Date('2025-10-01T18:20:41.377Z'),
    receipt: {
      id: expect.stringMatching(/^.{16}$/),
      channel: 'sms',
      providerId: 'ed23196c-75ce-4727-93ee-7bf72b64998f',
      status: 'delivered',
      detail: 'AWS says: Message has been accepted by phone carrier; it cost $0.06087',
      billedUsd: 0.06087,
    },
  });
});

test("what carriers take is a part of the price, as in the documentation's second example", () => {
  expect(read({ totalMessagePrice: 0.00581, totalCarrierFee: 0.00302 })?.receipt.billedUsd).toBe(0.00883);
});

test.each([
  ['TEXT_BLOCKED', 'carrier_blocked'],
  ['TEXT_CARRIER_BLOCKED', 'carrier_blocked'],
  ['TEXT_SPAM', 'carrier_blocked'],
  ['TEXT_CARRIER_UNREACHABLE', 'unreachable'],
  ['TEXT_UNREACHABLE', 'unreachable'],
  ['TEXT_TTL_EXPIRED', 'unreachable'],
  ['TEXT_INVALID', 'invalid_number'],
  ['TEXT_INVALID_MESSAGE', 'provider_rejected'],
  ['TEXT_PROTECT_BLOCKED', 'country_blocked'],
])('%s is an SMS that failed as %s', (eventType, reason) => {
  expect(read({ eventType })?.receipt).toMatchObject({ status: 'failed', reason });
});

test('a number that has opted out is told by its words', () => {
  const told = read({ eventType: 'TEXT_BLOCKED', messageStatusDescription: 'Phone number is opted out' });

  expect(told?.receipt).toMatchObject({ status: 'failed', reason: 'sms_opted_out' });
});

test('what AWS cannot say is noted, and ends nothing', () => {
  const told = read({ eventType: 'TEXT_UNKNOWN', messageStatusDescription: 'Unknown error' });

  expect(told?.receipt).toMatchObject({ detail: 'AWS cannot say what became of it: Unknown error' });
  expect(told?.receipt).not.toHaveProperty('status');
});

test.each(['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_SENT', 'TEXT_OF_TOMORROW'])('%s is no end', (eventType) => {
  expect(read({ eventType })).toBeUndefined();
});

test('our id counts only with the number that the SMS went to, as anybody in the account may write one', () => {
  const context = { notification_id: notificationId('n1') };

  expect(read({ context })?.receipt).not.toHaveProperty('notificationId');
  expect(read({ context, destinationPhoneNumber: '+14255550156' })?.receipt).toMatchObject({
    notificationId: notificationId('n1'),
    address: '+14255550156',
  });
  expect(read({ context: { notification_id: 'bar' }, destinationPhoneNumber: '+14255550156' })?.receipt).not.toHaveProperty(
    'notificationId',
  );
});

test('the same event has the same id, another has another, and no number gets into the timeline', () => {
  const ids = [{}, { eventType: 'TEXT_BLOCKED' }, { messageId: 'other' }].map((detail) => read(detail)?.receipt.id);

  expect(new Set(ids).size).toBe(3);
  expect(read()?.receipt.id).toBe(ids[0]);
  expect(
    read({ messageStatusDescription: 'no such number as +12025550100', totalMessagePrice: undefined })?.receipt.detail,
  ).not.toMatch(/\d/);
});
