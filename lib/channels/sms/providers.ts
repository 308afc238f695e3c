import type { ProviderOf } from '../../../contract/channels/providers.ts';
import type { AddProvider } from '../chosen-provider.ts';
import { endUserMessaging } from './providers/end-user-messaging.ts';
import { sns } from './providers/sns.ts';
import { twilio } from './providers/twilio.ts';
import type { SmsProviderNeeds } from './sms-provider-needs.ts';

/** The needs of every SMS provider there is. */
export const smsProviderNeeds: Readonly<Record<ProviderOf<'sms'>, AddProvider<SmsProviderNeeds>>> = {
  sns: () => sns,
  'end-user-messaging': endUserMessaging,
  twilio: () => twilio,
};
