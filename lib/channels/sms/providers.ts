import type { Construct } from 'constructs';
import type { ProviderOf } from '../../../contract/channels/providers.ts';
import type { ProviderPlace } from '../provider-needs.ts';
import { endUserMessaging } from './providers/end-user-messaging.ts';
import { sns } from './providers/sns.ts';
import { twilio } from './providers/twilio.ts';
import type { SmsProviderNeeds } from './sms-provider-needs.ts';

/** Makes what an SMS provider has of its own in the stack, beneath `scope`, and says what it needs. */
type AddProvider = (scope: Construct, place: ProviderPlace) => SmsProviderNeeds;

/** The needs of every SMS provider there is. */
export const smsProviderNeeds: Readonly<Record<ProviderOf<'sms'>, AddProvider>> = {
  sns: () => sns,
  'end-user-messaging': endUserMessaging,
  twilio: () => twilio,
};
