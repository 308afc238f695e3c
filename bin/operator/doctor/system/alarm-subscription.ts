import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';
import { deployLine } from '../mending.ts';

/** Whether anybody is told when an alarm goes off. */
export const alarmSubscription: Check = {
  name: 'alarm-subscription',
  why: 'An alarm that nobody is told of is a light in an empty room.',
  notLocal: 'The local system raises no alarms.',
  async run({ aws, stack, stage }) {
    const TopicArn = (await stack()).output('AlarmTopicArn');
    const arns: string[] = [];
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn })) {
      arns.push(...Subscriptions.map(({ SubscriptionArn = '' }) => SubscriptionArn));
    }
    // SNS's word in place of the ARN: https://docs.aws.amazon.com/sns/latest/api/API_Subscription.html
    const confirmed = arns.filter((arn) => arn.startsWith('arn:')).length;
    if (confirmed > 0) return ok(`${confirmed} confirmed.`);
    return arns.length === 0
      ? notYet(
          'Nobody is subscribed to the alarms.',
          `${deployLine(stage, 'alarmEmail=ops@example.com')}, or subscribe what you like to ${TopicArn}`,
        )
      : notYet(
          'The subscription is not confirmed.',
          'Click the link in the mail "AWS Notification - Subscription Confirmation".',
        );
  },
};
