import type { SmsProviderName } from '../../contract/channels/sms/providers.ts';
import type { SmsProvider } from '../../core/delivery/ports/providers.ts';
import { connectSns } from './sns/sns-provider.ts';
import { connectTwilio } from './twilio/twilio-provider.ts';

/** How each SMS provider is reached: by the settings of its own that a function was given. `timeoutSeconds` is for one call. */
export const smsProviders: Readonly<Record<SmsProviderName, (options: { timeoutSeconds: number }) => SmsProvider>> = {
  sns: connectSns,
  twilio: connectTwilio,
};
