import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { SmsProviderNeeds } from '../sms-provider-needs.ts';

/** SNS needs a right. Its receipts come by the account's log, which `SmsAccount` switches on. */
export const sns: SmsProviderNeeds = {
  account: 'sns',

  /** Lets it send to any number, and to no topic. */
  grantSend(handler, { owner }) {
    handler.set('SMS_SENDER_ID', owner.smsSenderId);
    handler.allow(['sns:Publish', 'sns:CheckIfPhoneNumberIsOptedOut'], ['*']);
    handler.deny(['sns:Publish'], [Stack.of(handler).formatArn({ service: 'sns', region: '*', account: '*', resource: '*' })]);
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'A phone number has no ARN, so IAM takes nothing narrower for SMS; a second statement denies every topic.',
    });
  },

  failingShare: (_alarms, { smsCountries }) => failingShare(smsCountries),
};

/** How many metrics of each kind an alarm may put together: ten in all. */
const mostCountries = 5;

/**
 * With fewer than 20, a single one would be more than the 5 % of the alarm.
 * SNS reports for each delivery 1 or 0, by country: https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
function failingShare(countries: readonly string[]): MathExpression {
  const period = Duration.hours(6);
  const reported = countries.slice(0, mostCountries).map((Country, index) => {
    const rate = {
      namespace: 'AWS/SNS',
      metricName: 'SMSSuccessRate',
      dimensionsMap: { SMSType: 'Transactional', Country },
      period,
    };
    return {
      [`taken${index}`]: new Metric({ ...rate, statistic: Stats.SUM }),
      [`sent${index}`]: new Metric({ ...rate, statistic: Stats.SAMPLE_COUNT }),
    };
  });
  const total = (name: string) => reported.map((_, index) => `FILL(${name}${index}, 0)`).join(' + ');
  return new MathExpression({
    expression: `IF(${total('sent')} < 20, 0, 100 * (1 - (${total('taken')}) / (${total('sent')})))`,
    usingMetrics: Object.assign({}, ...reported),
    period,
  });
}
