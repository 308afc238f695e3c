import type { Rule } from 'aws-cdk-lib/aws-events';
import type { ConfigurationSet, DkimRecord } from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { ProviderNeeds } from '../provider-needs.ts';

/** What an e-mail provider needs of the stack. All but the rights to send is absent where it is not in AWS. */
export type EmailProviderNeeds = ProviderNeeds & {
  /** Why e-mail may wait for it, as the alarm says. */
  ifEmailWaits?: string;
  /** What it sends with, if that is made here. */
  configurationSet?: ConfigurationSet;
  /** What a new domain needs in its DNS; absent or empty: nothing that only AWS knows. */
  dkimRecords?: readonly DkimRecord[];
  /** Lets a function ask for its quota. */
  grantReadQuota?(handler: HandlerFunction): void;
  /** Brings its events to the function that records them; what that cannot take goes to `deadLetters`. Answers the rule. */
  addEvents?(scope: Construct, handler: HandlerFunction, deadLetters: IQueue): Rule;
};
