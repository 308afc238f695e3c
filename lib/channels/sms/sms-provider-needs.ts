import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Rule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { Alarms } from '../../operations/alarms.ts';
import type { OwnerSettings } from '../../settings/owner-settings.ts';
import type { ProviderNeeds } from '../provider-needs.ts';
import type { SmsAccountOf } from './sms-account.ts';

/** What an SMS provider needs of the stack. */
export type SmsProviderNeeds = ProviderNeeds & {
  /** Which account the stack sets up for it; absent where it is not in AWS. */
  account?: SmsAccountOf;
  /** The share of SMS that no phone took within six hours, in percent. */
  failingShare(alarms: Alarms, owner: OwnerSettings): IMetric;
  /** Brings its events to the function that records them; what that cannot take goes to `deadLetters`. */
  addEvents?(scope: Construct, handler: HandlerFunction, deadLetters: IQueue): Rule;
};
