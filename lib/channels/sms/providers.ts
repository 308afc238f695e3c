import type { SmsProviderName } from '../../../contract/channels/sms/providers.ts';
import type { SmsProviderNeeds } from './provider-needs.ts';
import { sns } from './providers/sns.ts';
import { twilio } from './providers/twilio.ts';

/** The needs of every provider there is. */
export const smsProviderNeeds: Readonly<Record<SmsProviderName, SmsProviderNeeds>> = { sns, twilio };
