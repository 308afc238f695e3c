import type { ProviderOf } from '../../../contract/channels/providers.ts';
import { sns } from './providers/sns.ts';
import { twilio } from './providers/twilio.ts';
import type { SmsProviderNeeds } from './sms-provider-needs.ts';

/** The needs of every SMS provider there is. */
export const smsProviderNeeds: Readonly<Record<ProviderOf<'sms'>, SmsProviderNeeds>> = { sns, twilio };
