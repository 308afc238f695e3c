import { readOwnerSettings } from '../../../../lib/settings/read-owner-settings.ts';
import { synthesized } from '../../synthesized.ts';
import { allOf, type Template } from '../../template.ts';

const bySes = (await synthesized({ stage: 'dev', fromAddress: 'hello@example.com' })).template;
const byAnother = (await synthesized({ stage: 'dev', fromAddress: 'hello@example.com', emailProvider: 'postmark' })).template;

test('a stage has what only SES needs where SES sends, and nowhere else', () => {
  const count = (template: Template) => JSON.stringify(template).split(/ses:|AWS::SES/).length - 1;

  expect(count(bySes)).toBeGreaterThan(5);
  expect(count(byAnother)).toBe(0);
  expect(Object.keys(bySes.Resources).filter((id) => !(id in byAnother.Resources))).toEqual([
    expect.stringMatching(/^DeliverySenderConfigurationSet/),
    expect.stringMatching(/^DeliverySenderTrackingOpens/),
    expect.stringMatching(/^DeliverySenderTrackingClicks/),
    expect.stringMatching(/^DeliverySenderTrackingOpensClicks/),
    expect.stringMatching(/^DeliverySenderIdentity/),
    expect.stringMatching(/^FeedbackEvents/),
    expect.stringMatching(/^FeedbackEventsOfTrackingOpens/),
    expect.stringMatching(/^FeedbackEventsOfTrackingClicks/),
    expect.stringMatching(/^FeedbackEventsOfTrackingOpensClicks/),
    expect.stringMatching(/^FeedbackReported/),
    expect.stringMatching(/^FeedbackReportedAllowEventRule/),
  ]);
  expect(Object.keys(byAnother.Resources).filter((id) => !(id in bySes.Resources))).toEqual([]);
});

test('who sends e-mail, who takes its receipts, foresees it and asks for its quota are told by whom it goes', () => {
  const told = Object.entries(allOf(byAnother, 'AWS::Lambda::Function')).flatMap(([id, { Properties }]) => {
    const { Variables = {} } = (Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    const secret = Variables.POSTMARK_TOKEN_PARAMETER ?? Variables.POSTMARK_WEBHOOK_PARAMETER;
    return Variables.EMAIL_PROVIDER === undefined ? [] : [[id.replace(/[0-9A-F]{8}$/, ''), secret]];
  });

  expect(told.sort()).toEqual([
    ['DeliveryDeliverBulkEmailFunction', '/bellhop/dev/postmark-token'],
    ['DeliveryDeliverEmailFunction', '/bellhop/dev/postmark-token'],
    ['DoorsDryRunFunction', undefined],
    ['DoorsReceiveReceiptFunction', '/bellhop/dev/postmark-webhook'],
    ['SchedulesCollectMetricsFunction', undefined],
  ]);
});

test('what is about SES alone is refused beside another, with the way out', () => {
  const settings = { stage: 'dev', fromAddress: 'hello@example.com', emailProvider: 'resend', domain: 'example.com' };

  expect(() => readOwnerSettings(settings)).toThrow(
    'setting domain: it is for Amazon SES alone, and Resend sends e-mails; take it out, and verify your domain at Resend: docs/email-providers.md',
  );
});

const byTwo = (
  await synthesized({
    stage: 'dev',
    fromAddress: 'hello@example.com',
    emailProvider: 'ses,postmark',
    smsProvider: 'twilio,sns',
    smsCountries: 'GB',
    twilioAccountSid: `AC${'0'.repeat(32)}`,
    twilioSender: '+15557122661',
  })
).template;

function environmentOf(prefix: string): unknown {
  const found = Object.entries(allOf(byTwo, 'AWS::Lambda::Function')).filter(([id]) => id.startsWith(prefix));
  return found.map(([, { Properties }]) => Properties.Environment)[0];
}

test('where several are named, each has its rights and settings, and functions are told the order', () => {
  expect(environmentOf('DeliveryDeliverEmailFunction')).toMatchObject({
    Variables: {
      EMAIL_STANDBY: 'postmark',
      CONFIGURATION_SET: expect.anything(),
      POSTMARK_TOKEN_PARAMETER: '/bellhop/dev/postmark-token',
    },
  });
  expect(environmentOf('DeliveryDeliverSmsFunction')).toMatchObject({
    Variables: {
      SMS_PROVIDER: 'twilio',
      SMS_STANDBY: 'sns',
      SMS_SEGMENTS_PER_SECOND: '1,3',
      SMS_SENDER_ID: 'Bellhop',
      TWILIO_SENDER: '+15557122661',
      API_URL: expect.anything(),
    },
  });
  expect(environmentOf('DoorsReceiveReceiptFunction')).toMatchObject({
    Variables: {
      EMAIL_STANDBY: 'postmark',
      POSTMARK_WEBHOOK_PARAMETER: '/bellhop/dev/postmark-webhook',
      SMS_PROVIDER: 'twilio',
      TWILIO_TOKEN_PARAMETER: '/bellhop/dev/twilio-token',
    },
  });
  expect(environmentOf('SchedulesCollectMetricsFunction')).toMatchObject({ Variables: { EMAIL_STANDBY: 'postmark' } });
  const account = Object.values(byTwo.Resources).find(({ Type }) => Type === 'Custom::SmsAccount');
  expect(account?.Properties.Provider).toBe('sns');
});

test('a stage with one provider is told of no order', () => {
  expect(JSON.stringify([bySes, byAnother])).not.toContain('_STANDBY');
});
