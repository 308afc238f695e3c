import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { Alarms } from '../../operations/alarms.ts';
import type { OwnerSettings } from '../../settings/owner-settings.ts';
import type { Stage } from '../../stage.ts';

/** What there is to know of a stack for its SMS provider. */
export type SmsProviderPlace = { stage: Stage; owner: OwnerSettings };

/** What an SMS provider needs of the stack. */
export type SmsProviderNeeds = {
  /** Lets a function send SMS by it, and tells it the provider's own settings. */
  grantSend(handler: HandlerFunction, place: SmsProviderPlace): void;
  /** Lets a function check that what it is told comes from the provider; absent where that tells nothing by HTTP. */
  grantReceive?(handler: HandlerFunction, place: SmsProviderPlace): void;
  /** The share of SMS that no phone took within six hours, in percent. */
  failingShare(alarms: Alarms, owner: OwnerSettings): IMetric;
};
