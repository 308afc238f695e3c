import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { type MetricName, metricNamespace } from '../../contract/operations/metrics.ts';
import type { Stage } from '../stage.ts';

export type AlarmOn = {
  metric: IMetric;
  /** Goes off above this. */
  above: number;
  /** For how many of the metric's periods in a row; one unless said. */
  periods?: number;
  /**
   * What it means when nothing is reported: all is well (an idle queue), nothing has changed (a share of a month's money), or the
   * worst (whoever reports is gone).
   */
  silence?: 'ends' | 'keeps' | 'rings';
  /** What is broken while the alarm is up, in one sentence. */
  ifThisFails: string;
  /** The heading's anchor in `docs/runbook.md`. */
  article: string;
};

export type AlarmsProps = { stage: Stage; owner: { alarmEmail?: string | undefined } };

/**
 * Raises every alarm, so that each has a sentence and an article, and reaches the one topic. The owner subscribes to that what
 * they like; their e-mail address is subscribed when it is set.
 */
export class Alarms extends Construct {
  readonly topic: Topic;
  /** Every alarm that has been raised so far. */
  readonly raised: Alarm[] = [];
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, { stage, owner }: AlarmsProps) {
    super(scope, id);
    this.stage = stage;
    this.topic = this.makeTopic();
    if (owner.alarmEmail !== undefined) this.subscribe(owner.alarmEmail);
  }

  raise(scope: Construct, id: string, { metric, above, periods = 1, silence = 'ends', ifThisFails, article }: AlarmOn): Alarm {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: meaningOfSilence[silence],
      alarmDescription: `${ifThisFails}. What to do: docs/runbook.md#${article}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.raised.push(alarm);
    return alarm;
  }

  /** Makes a metric of our own, of this stage only. */
  metric(metricName: MetricName, statistic: string, period = Duration.minutes(5)): Metric {
    return new Metric({ namespace: metricNamespace, metricName, dimensionsMap: { stage: this.stage.name }, statistic, period });
  }

  private makeTopic(): Topic {
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    // enforceSSL replaces the topic's default policy, which is what had let CloudWatch publish
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return topic;
  }

  private subscribe(alarmEmail: string): void {
    this.topic.addSubscription(new EmailSubscription(alarmEmail));
    Validations.of(this.topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'An e-mail that bounces has nothing to redrive it to; the alarm itself stays up in CloudWatch.',
    });
  }
}

const meaningOfSilence = {
  ends: TreatMissingData.NOT_BREACHING,
  keeps: TreatMissingData.IGNORE,
  rings: TreatMissingData.BREACHING,
};
