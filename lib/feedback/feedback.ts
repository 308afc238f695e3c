import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { ChannelsInStack } from '../channels/channels.ts';
import { DeadLetterQueue } from '../handlers/dead-letter-queue.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import type { Intake } from '../publishing/intake.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type FeedbackProps = { stage: Stage; codeOf: CodeOf; storage: Storage; intake: Intake; channels: ChannelsInStack };

/**
 * Records what became of messages, by the function record-feedback. Where SES sends, its configuration set puts events on the
 * default bus. Receipts of SMS come by the default bus too, where their provider has events, and else, from SNS, by log groups of
 * the account (docs/sms-receipts.md).
 */
export class Feedback extends Construct {
  readonly deadLetters: DeadLetterQueue;
  /** What brings the events of the e-mail provider to the function; absent where it reports by HTTP. */
  readonly rule: Rule | undefined;
  /** Records what SES and SNS report. */
  readonly function: IFunction;
  /** Lets SNS log what becomes of SMS, once the account says that it may. */
  readonly smsLogRole: Role;

  constructor(scope: Construct, id: string, { stage, codeOf, storage, intake, channels }: FeedbackProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      ifThisFails: 'What SES reported of some e-mails is not recorded: addresses that bounced may be sent to again',
    });
    const deadLetters = this.deadLetters.queue;
    const handler = new HandlerFunction(this, 'RecordFeedback', {
      handler: 'feedback/record-feedback',
      codeOf,
      stage,
      timeoutSeconds: stage.queueTimeoutSeconds,
    });
    storage.grant(handler, 'recordFeedback');
    intake.ingest.grantSend(handler); // what another channel has to take the place of
    this.function = handler.function;
    this.smsLogRole = this.grantSmsReceipts(handler);
    handler.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(deadLetters) });
    this.rule = channels.email.needs.addEvents?.(this, handler, deadLetters);
    channels.sms.needs.addEvents?.(this, handler, deadLetters);
    channels.sms.setUpAccount(this, { stage, codeOf, recorder: handler, logRole: this.smsLogRole });
  }

  /** SNS and CloudWatch Logs know such logs by these names: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html */
  private grantSmsReceipts(handler: HandlerFunction): Role {
    const { region, account } = Stack.of(this);
    const groups = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `sns/${region}/${account}/DirectPublishToPhoneNumber*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    handler.function.addPermission('SmsReceipts', {
      principal: new ServicePrincipal('logs.amazonaws.com'),
      sourceArn: groups,
      sourceAccount: account,
    });

    const role = new Role(this, 'SmsLogRole', { assumedBy: new ServicePrincipal('sns.amazonaws.com') });
    const actions = ['CreateLogGroup', 'CreateLogStream', 'PutLogEvents', 'PutMetricFilter', 'PutRetentionPolicy'];
    role.addToPolicy(new PolicyStatement({ actions: actions.map((action) => `logs:${action}`), resources: [groups] }));
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:sns/<AWS::Region>/<AWS::AccountId>/DirectPublishToPhoneNumber*]',
      reason: 'SNS names the group of what failed, and the streams of both, itself.',
    });
    return role;
  }
}
