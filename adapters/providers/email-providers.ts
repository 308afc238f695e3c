import type { ProviderDefinition } from '../../contract/channels/provider-definition.ts';
import { type ProviderOf, providersOf } from '../../contract/channels/providers.ts';
import type { EmailProvider } from '../../core/delivery/ports/providers.ts';
import type { SendRate } from '../../core/delivery/ports/rate-limiter.ts';
import type { SendingQuota } from '../../core/operations/ports/metrics.ts';
import { connectPostmark } from './postmark/postmark-provider.ts';
import { postmarkReceiptsFromSettings } from './postmark/receipts.ts';
import type { ConnectProviders, ReadReceipts, SendRates } from './provider-adapter.ts';
import { resendReceiptsFromSettings } from './resend/receipts.ts';
import { connectResend } from './resend/resend-provider.ts';
import { s3Files } from './s3/s3-files.ts';
import { sesSendRate } from './ses/send-rate.ts';
import { sesSendingQuota } from './ses/sending-quota.ts';
import { connectSes } from './ses/ses-provider.ts';
import { connectSmtp } from './smtp/smtp-provider.ts';

/** How each e-mail provider is reached. */
export const emailProviders: ConnectProviders<'email', EmailProvider> = {
  ses: connectSes,
  resend: connectResend,
  postmark: connectPostmark,
  smtp: connectSmtp,
};

/** Reads files of e-mails from S3. A stage that names no buckets has no bytes of it: `chosenBy` in lib/settings/provider-settings.ts. */
export const storedFilesByS3 = s3Files;

const askedRates: SendRates<'email'> = { ses: sesSendRate };

/** How many e-mails a provider takes in a second: what it says itself, or else its owner, or its definition. */
export function emailSendRate(provider: ProviderOf<'email'>, granted?: number): SendRate {
  const { unitsPerSecond }: ProviderDefinition = providersOf('email')[provider];
  return askedRates[provider]?.() ?? (async () => granted ?? unitsPerSecond);
}

/** How each tells what it sends in a day at most; absent where it has no such quota, or does not tell. */
export const emailQuotas: Readonly<Partial<Record<ProviderOf<'email'>, () => SendingQuota>>> = { ses: sesSendingQuota };

/** Who reads their receipts: SES tells by events, which `core/feedback/record-feedback.ts` reads. */
export const emailReceipts: ReadReceipts<'email'> = {
  resend: resendReceiptsFromSettings,
  postmark: postmarkReceiptsFromSettings,
};
