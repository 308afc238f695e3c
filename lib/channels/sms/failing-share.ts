import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarms } from '../../operations/alarms.ts';

/** The share of SMS that failed by our own counts, in percent. With fewer than 20, a single one would be more than the 5 % of the alarm. */
export function countedFailingShare(alarms: Alarms): MathExpression {
  const period = Duration.hours(6);
  return new MathExpression({
    expression: 'IF(FILL(sent, 0) < 20, 0, 100 * FILL(failed, 0) / sent)',
    usingMetrics: {
      sent: alarms.metric('SmsSent', Stats.SUM, period),
      failed: alarms.metric('SmsFailed', Stats.SUM, period),
    },
    period,
  });
}
