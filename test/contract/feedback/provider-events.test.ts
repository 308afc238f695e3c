import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import { aProviderEvent } from '../../provider-event.ts';

const timestamp = '2030-03-15T12:00:01.500Z';
const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [], timestamp };

test('an event of SES is one with whatever else it carries', () => {
  const event = aProviderEvent('Email Delivered', { delivery: { timestamp, processingTimeMillis: 546, soon: 'more' } });

  expect(ProviderEvent.parse(event)).toMatchObject({ detail: { delivery: { timestamp } } });
});

test('times may carry an offset, as those of some bounces do', () => {
  const event = aProviderEvent('Email Bounced', { bounce: { ...bounce, timestamp: '2030-03-15T05:00:01.500-07:00' } });

  expect(ProviderEvent.safeParse(event).success).toBe(true);
});

test.each([
  ['of another type', aProviderEvent('Sending Status Disabled', {})],
  ['of another source', { ...aProviderEvent('Email Sent', {}), source: 'shop' }],
  ['without its own part', aProviderEvent('Email Bounced', {})],
  [
    'with a kind of bounce that SES does not have',
    aProviderEvent('Email Bounced', { bounce: { ...bounce, bounceType: 'Soft' } }),
  ],
  ['that opened nothing', aProviderEvent('Email Opened', {})],
  ['to nobody', aProviderEvent('Email Sent', {}, { destination: [] })],
  ['with a tag that is no list', aProviderEvent('Email Sent', {}, { tags: { notification_id: 'ntf_1' } })],
  ['that is nothing', undefined],
])('an event %s is not one', (_, event) => {
  expect(ProviderEvent.safeParse(event).success).toBe(false);
});
