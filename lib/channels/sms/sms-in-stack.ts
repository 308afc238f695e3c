import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { ChannelInStack, ChannelProps } from '../channel-in-stack.ts';
import { ChosenProvider } from '../chosen-provider.ts';
import { smsProviderNeeds } from './providers.ts';
import { SmsAccount, type SmsAccountProps } from './sms-account.ts';
import { SmsBudget } from './sms-budget.ts';
import type { SmsProviderNeeds } from './sms-provider-needs.ts';

/** SMS in the stack: who sends them, what they may cost, and what a person is called for. */
export class SmsInStack implements ChannelInStack {
  readonly handler = 'channels/sms/deliver-sms';
  private readonly provider: ChosenProvider<'sms', SmsProviderNeeds>;
  private readonly budget: SmsBudget;
  private readonly props: ChannelProps;
  private readonly senders: HandlerFunction[] = [];
  /** Absent where no SMS may go, or where the provider's account is not in AWS. */
  account: SmsAccount | undefined;

  constructor(scope: Construct, props: ChannelProps) {
    this.props = props;
    this.provider = new ChosenProvider(scope, 'sms', { add: smsProviderNeeds, place: props });
    this.budget = new SmsBudget(scope, 'SmsBudget', props);
  }

  get needs(): SmsProviderNeeds {
    return this.provider.needs;
  }

  get needsApiUrl(): boolean {
    return this.provider.definitions.some(({ receiptsByHttp }) => receiptsByHttp);
  }

  /** Lets a function send SMS, at the owner's rate or the provider's own. */
  grantSend(handler: HandlerFunction): void {
    const { owner, storage } = this.props;
    this.provider.grantSend(handler);
    this.senders.push(handler);
    const [usual = 1, ...others] = this.provider.definitions.map(({ unitsPerSecond = 1 }) => unitsPerSecond);
    handler.set('SMS_SEGMENTS_PER_SECOND', [owner.smsSegmentsPerSecond ?? usual, ...others].join());
    this.addDryRunEnvironment(handler);
    storage.grant(handler, 'reserveSms');
    storage.grant(handler, 'suppress'); // numbers whose owners told the carrier to stop
  }

  /** Sets up the provider's account, and tells who sends how much that may spend. Called later: who hears of SMS is made after who sends them. */
  setUpAccount(scope: Construct, props: Omit<SmsAccountProps, 'owner'>): void {
    const { owner, alarms } = this.props;
    // what SNS tells has to be switched on, whichever of the two is first
    const provider = this.provider.has(({ account }) => account === 'sns') ? 'sns' : this.needs.account;
    if (provider === undefined || owner.smsCountries.length === 0) return;
    this.account = new SmsAccount(scope, 'SmsAccount', { ...props, owner, provider });
    for (const handler of this.senders) handler.set('SMS_ACCOUNT_LIMIT_USD', this.account.spendLimitUsd);
    if (owner.smsAccountAlarm === 'on') this.account.raiseAlarm(alarms);
  }

  grantReceive(handler: HandlerFunction): void {
    this.provider.grantReceive(handler);
  }

  addPlanEnvironment(handler: HandlerFunction): void {
    this.budget.addCountriesEnvironment(handler);
  }

  /** Tells a function who sends, where SMS may go, and what one and a month of them may cost. */
  addDryRunEnvironment(handler: HandlerFunction): void {
    this.provider.addEnvironment(handler);
    this.budget.grantSpend(handler);
    handler.set('SMS_MAX_PRICE_USD', this.props.owner.smsMaxPriceUsd ?? '');
  }

  raiseAlarms(scope: Construct): void {
    const { alarms, owner } = this.props;
    alarms.raise(scope, 'SmsSpike', {
      metric: alarms.metric('SmsSent', Stats.SUM, Duration.hours(1)),
      above: 500,
      ifThisFails: 'More than 500 SMS went out within an hour, which costs money and may be somebody who is paid for it',
      article: 'sms-spike',
    });
    if (owner.smsCountries.length === 0) return; // no SMS goes anywhere
    alarms.raise(scope, 'SmsFailures', {
      metric: this.provider.needs.failingShare(alarms, owner),
      above: 5,
      ifThisFails: 'More than 5 % of the SMS of six hours did not reach their phones',
      article: 'sms-failures',
    });
  }
}
