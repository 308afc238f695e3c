import { readSnsReceipt, SnsReceipt } from '../../../adapters/providers/sns/receipt.ts';

/** The example logs of https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html, field by field. */
const success = {
  notification: { messageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf', timestamp: '2016-06-28 00:40:34.558' },
  delivery: {
    phoneCarrier: 'My Phone Carrier',
    mnc: 270,
    destination: '+12025550100',
    priceInUSD: 0.00645,
    smsType: 'Transactional',
    mcc: 310,
    providerResponse: 'Message has been accepted by phone carrier',
    dwellTimeMs: 599,
    dwellTimeMsUntilDeviceAck: 1344,
  },
  status: 'SUCCESS',
};

function aFailure(providerResponse: string) {
  return { ...success, delivery: { ...success.delivery, mnc: 0, mcc: 0, providerResponse }, status: 'FAILURE' };
}

const read = (line: unknown) => readSnsReceipt(SnsReceipt.parse(line));

test('an SMS that a carrier accepted is delivered, and its receipt says what it cost', () => {
  expect(read(success)).toEqual({
    id: expect.stringMatching(/^.{16}$/),
    channel: 'sms',
    providerId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf',
    status: 'delivered',
    detail: 'SNS says: Message has been accepted by phone carrier; it cost $0.00645',
    billedUsd: 0.00645,
  });
});

test.each([
  ['Blocked as spam by phone carrier', 'carrier_blocked'],
  ['Destination is on a blocked list', 'carrier_blocked'],
  ['Invalid phone number', 'invalid_number'],
  ['Message body is invalid', 'provider_rejected'],
  ['Phone carrier has blocked this message', 'carrier_blocked'],
  ['Phone carrier is currently unreachable/unavailable', 'unreachable'],
  ['Phone has blocked SMS', 'carrier_blocked'],
  ['Phone is on a blocked list', 'carrier_blocked'],
  ['Phone is currently unreachable/unavailable', 'unreachable'],
  ['Phone number is opted out', 'sms_opted_out'],
  ['This delivery would exceed max price', 'price_exceeded'],
  ['Unknown error attempting to reach phone', 'unreachable'],
  ['No quota left for account', 'budget_exceeded'],
])('an SMS that SNS drops with "%s" failed as %s, in SNS\'s words', (providerResponse, reason) => {
  const fate = read(aFailure(providerResponse));

  expect(fate).toMatchObject({ status: 'failed', reason });
  expect(fate.detail).toContain(providerResponse);
  expect(fate.listedAt).toBe(reason === 'sms_opted_out' ? 'sns' : undefined);
});

test('the same receipt has the same id, another has another, and no number gets into the timeline', () => {
  const ids = [success, aFailure('Phone has blocked SMS'), { ...success, notification: { messageId: 'other' } }].map(
    (line) => read(line).id,
  );

  expect(new Set(ids).size).toBe(3);
  expect(read(success).id).toBe(ids[0]);
  expect(read(aFailure('no such number as +12025550100')).detail).not.toMatch(/\d/);
});
