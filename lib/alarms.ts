import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export type AlarmOn = {
  metric: IMetric;
  /** Goes off above this. */
  above: number;
  /** What it means when nothing is reported: all is well (an idle queue), or nothing has changed (a share of a month's money). */
  silence?: 'ends' | 'keeps';
  /** What is broken while it rings, in one sentence. */
  ifThisFails: string;
  /** The heading's anchor in `docs/runbook.md`. */
  article: string;
};

/** Every alarm is raised here, so that each has a sentence and an article, and the owner's e-mail when one is set. */
export class Alarms extends Construct {
  private readonly action: SnsAction | undefined;

  constructor(scope: Construct, id: string, { alarmEmail }: { alarmEmail?: string | undefined }) {
    super(scope, id);
    if (alarmEmail !== undefined) this.action = new SnsAction(this.makeTopic(alarmEmail));
  }

  raise(scope: Construct, id: string, { metric, above, silence = 'ends', ifThisFails, article }: AlarmOn): void {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: silence === 'keeps' ? TreatMissingData.IGNORE : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${ifThisFails}. What to do: docs/runbook.md#${article}`,
    });
    if (this.action !== undefined) alarm.addAlarmAction(this.action);
  }

  private makeTopic(alarmEmail: string): Topic {
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
    topic.addSubscription(new EmailSubscription(alarmEmail));
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'An e-mail that bounces has nothing to redrive it to; the alarm itself stays up in CloudWatch.',
    });
    return topic;
  }
}

/** How long a metric is summed up before it is judged. */
export const alarmPeriod = Duration.minutes(5);
