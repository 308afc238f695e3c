import type { SmsProviderName } from '../../contract/channels/sms/providers.ts';
import type { SmsProvider } from '../../core/delivery/ports/providers.ts';
import type { SmsReceipts } from '../../core/feedback/ports/sms-receipts.ts';
import { connectSns } from './sns/sns-provider.ts';
import { twilioReceiptsFromSettings } from './twilio/receipts.ts';
import { connectTwilio } from './twilio/twilio-provider.ts';

/** How each SMS provider is reached: by the settings of its own that a function was given. `timeoutSeconds` is for one call. */
export const smsProviders: Readonly<Record<SmsProviderName, (options: { timeoutSeconds: number }) => SmsProvider>> = {
  sns: connectSns,
  twilio: connectTwilio,
};

/** Who reads what a provider tells by HTTP; absent where it tells nothing that way. */
export const smsReceipts: Readonly<Partial<Record<SmsProviderName, () => SmsReceipts>>> = {
  twilio: twilioReceiptsFromSettings,
};
