import type { ProviderOf } from '../../contract/channels/providers.ts';
import type { EmailProvider } from '../../core/delivery/ports/providers.ts';
import type { SendingQuota } from '../../core/operations/ports/metrics.ts';
import type { ConnectProviders, ReadReceipts, SendRates } from './provider-adapter.ts';
import { sesSendRate } from './ses/send-rate.ts';
import { sesSendingQuota } from './ses/sending-quota.ts';
import { connectSes } from './ses/ses-provider.ts';

/** How each e-mail provider is reached. */
export const emailProviders: ConnectProviders<'email', EmailProvider> = { ses: connectSes };

/** How many e-mails each takes in a second. */
export const emailSendRates: SendRates<'email'> = { ses: sesSendRate };

/** How each tells what it sends in a day at most; absent where it has no such quota, or does not tell. */
export const emailQuotas: Readonly<Partial<Record<ProviderOf<'email'>, () => SendingQuota>>> = { ses: sesSendingQuota };

/** Who reads their receipts: SES tells by events, which `core/feedback/record-feedback.ts` reads. */
export const emailReceipts: ReadReceipts<'email'> = {};
