import { Validations } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import type { Construct } from 'constructs';
import { countedFailingShare } from '../failing-share.ts';
import type { SmsProviderNeeds } from '../sms-provider-needs.ts';

/**
 * End User Messaging sends with a configuration set, and tells by the account's default bus what becomes of each SMS: an event destination
 * is not needed for that. https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html
 */
export function endUserMessaging(scope: Construct): SmsProviderNeeds {
  const configurationSet = new CfnConfigurationSet(scope, 'SmsConfigurationSet');
  return {
    account: 'end-user-messaging',

    grantSend(handler, { owner }) {
      handler.set('EUM_CONFIGURATION_SET', configurationSet.ref);
      handler.set('EUM_SENDERS', owner.endUserMessagingSenders);
      handler.allow(['sms-voice:SendTextMessage', 'sms-voice:DescribeOptOutLists', 'sms-voice:DescribeOptedOutNumbers'], ['*']);
      Validations.of(handler).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          "Where no sender is named AWS picks one of the account's, so there is no ARN to name; it can send in this account only.",
      });
    },

    addEvents(feedback, handler, deadLetters) {
      return new Rule(feedback, 'SmsReported', {
        eventBus: EventBus.fromEventBusName(feedback, 'SmsBus', 'default'),
        eventPattern: { source: ['aws.sms-voice'], detailType: ['Text Message Delivery Status Updated'] },
        targets: [new LambdaFunction(handler.function, { deadLetterQueue: deadLetters })],
      });
    },

    failingShare: countedFailingShare,
  };
}
