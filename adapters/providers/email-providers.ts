import type { EmailProvider } from '../../core/delivery/ports/providers.ts';
import type { ConnectProviders, ReadReceipts, SendRates } from './provider-adapter.ts';
import { sesSendRate } from './ses/send-rate.ts';
import { connectSes } from './ses/ses-provider.ts';

/** How each e-mail provider is reached. */
export const emailProviders: ConnectProviders<'email', EmailProvider> = { ses: connectSes };

/** How many e-mails each takes in a second. */
export const emailSendRates: SendRates<'email'> = { ses: sesSendRate };

/** Who reads their receipts: SES tells by events, which `core/feedback/record-feedback.ts` reads. */
export const emailReceipts: ReadReceipts<'email'> = {};
