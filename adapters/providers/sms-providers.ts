import type { SmsProvider } from '../../core/delivery/ports/providers.ts';
import { connectEndUserMessaging } from './end-user-messaging/end-user-messaging-provider.ts';
import type { ConnectProviders, ReadReceipts } from './provider-adapter.ts';
import { connectSns } from './sns/sns-provider.ts';
import { twilioReceiptsFromSettings } from './twilio/receipts.ts';
import { connectTwilio } from './twilio/twilio-provider.ts';

/** How each SMS provider is reached. */
export const smsProviders: ConnectProviders<'sms', SmsProvider> = {
  sns: connectSns,
  'end-user-messaging': connectEndUserMessaging,
  twilio: connectTwilio,
};

/** Who reads their receipts: SNS tells by log lines, which `sns/receipt.ts` reads, and End User Messaging by the bus. */
export const smsReceipts: ReadReceipts<'sms'> = { twilio: twilioReceiptsFromSettings };
