import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarms } from '../../operations/alarms.ts';
import type { OwnerSettings } from '../../settings/owner-settings.ts';
import type { ProviderNeeds } from '../provider-needs.ts';

/** What an SMS provider needs of the stack. */
export type SmsProviderNeeds = ProviderNeeds & {
  /** The share of SMS that no phone took within six hours, in percent. */
  failingShare(alarms: Alarms, owner: OwnerSettings): IMetric;
};
