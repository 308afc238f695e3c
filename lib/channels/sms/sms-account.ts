import { ArnFormat, CustomResource, Duration, type Reference, Stack, Token, Validations } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type CodeOf, HandlerFunction } from '../../handlers/handler-function.ts';
import type { Alarms } from '../../operations/alarms.ts';
import type { OwnerSettings } from '../../settings/owner-settings.ts';
import type { Stage } from '../../stage.ts';
import { version } from '../../version.ts';

/** The providers of SMS whose accounts are in AWS. */
export type SmsAccountOf = 'sns' | 'end-user-messaging';

/** `recorder` hears of what became of SMS, and SNS logs that by `logRole`. */
export type SmsAccountProps = { stage: Stage; owner: OwnerSettings; codeOf: CodeOf; recorder: HandlerFunction; logRole: Role };

type AccountProps = SmsAccountProps & { provider: SmsAccountOf };

/**
 * Sets up what the account keeps for all who send SMS there, at each deploy that changes it: SNS's delivery-status log, and the limit of the month that the
 * stage's budget is compared with. CloudFormation has no type for either: docs/decisions/0225.
 */
export class SmsAccount extends Construct {
  /** How receipts stand, and how the account's limit does, in words. */
  readonly receipts: string;
  readonly spendLimit: string;
  /** In US dollars; empty where AWS did not say it. */
  readonly spendLimitUsd: string;
  private readonly alarmAboveUsd: Reference;

  constructor(scope: Construct, id: string, props: AccountProps) {
    super(scope, id);
    const { stage, owner, codeOf, recorder, provider } = props;
    const setUp = new HandlerFunction(this, 'SetUp', {
      handler: 'feedback/set-up-sms',
      codeOf,
      stage,
      timeoutSeconds: 120, // a role is known everywhere after half a minute
    });
    const account = new CustomResource(this, 'Account', {
      resourceType: 'Custom::SmsAccount',
      serviceToken: setUp.function.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: {
        Provider: provider,
        BudgetUsd: String(owner.smsMonthlyBudgetUsd ?? stage.smsMonthlyBudgetUsd),
        Version: version, // looked at anew with each version
        Alarm: owner.smsAccountAlarm, // and when an alarm comes to go by it
        ...this.grantReceipts(setUp, props),
      },
    });
    if (provider === 'end-user-messaging') setUp.allow(['sms-voice:DescribeSpendLimits'], ['*']);
    account.node.addDependency(setUp, recorder); // rights come before what needs them, and go after it
    Validations.of(setUp).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: "The attributes and limits of SMS are the account's, so IAM takes nothing narrower.",
    });
    this.receipts = account.getAttString('Receipts');
    this.spendLimit = account.getAttString('SpendLimit');
    this.spendLimitUsd = account.getAttString('SpendLimitUsd');
    this.alarmAboveUsd = account.getAtt('AlarmAboveUsd');
  }

  /**
   * Raises an alarm at 80 % of that limit on what SNS has charged the account for SMS since the month began, in US dollars; a metric without
   * dimensions, whose maximum counts: https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
   */
  raiseAlarm(alarms: Alarms): void {
    const metricName = 'SMSMonthToDateSpentUSD';
    alarms.raise(this, 'NearlySpent', {
      metric: new Metric({ namespace: 'AWS/SNS', metricName, statistic: Stats.MAXIMUM, period: Duration.hours(1) }),
      above: Token.asNumber(this.alarmAboveUsd),
      silence: 'keeps',
      ifThisFails:
        "SMS of the whole account have taken more than 80 % of AWS's limit on the month, at which SNS stops delivering",
      article: 'sms-spend-above-80-percent',
    });
  }

  /**
   * Lets it switch the log on, by this role and no other; answers what it has to know for that. Where another than SNS sends it may only
   * switch off: the stage may have been with SNS before.
   */
  private grantReceipts(setUp: HandlerFunction, props: AccountProps): Record<string, string> {
    const { stage, recorder, logRole, provider } = props;
    const isLogged = provider === 'sns';
    const { region, account } = Stack.of(this);
    const logGroup = `sns/${region}/${account}/DirectPublishToPhoneNumber`;
    const resourceName = `${logGroup}*`;
    const groups = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    setUp.allow(['sns:GetSMSAttributes', 'sns:SetSMSAttributes'], ['*']);
    setUp.allow(
      ['DeleteSubscriptionFilter', ...(isLogged ? ['CreateLogGroup', 'PutRetentionPolicy', 'PutSubscriptionFilter'] : [])].map(
        (action) => `logs:${action}`,
      ),
      [groups],
    );
    if (isLogged)
      setUp.allow(['iam:PassRole'], [logRole.roleArn], { StringEquals: { 'iam:PassedToService': 'sns.amazonaws.com' } });
    Validations.of(setUp).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:sns/<AWS::Region>/<AWS::AccountId>/DirectPublishToPhoneNumber*]`,
      reason: 'Two groups, of what arrived and of what failed, and their streams.',
    });
    return {
      RoleArn: logRole.roleArn,
      RecorderArn: recorder.function.functionArn,
      LogGroup: logGroup,
      FilterName: `bellhop-${stage.name}`,
    };
  }
}
