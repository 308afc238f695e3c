import type { EmailProvider } from '../../core/delivery/ports/providers.ts';
import type { ConnectProviders, ReadReceipts } from './provider-adapter.ts';
import { connectSes } from './ses/ses-provider.ts';

/** How each e-mail provider is reached. */
export const emailProviders: ConnectProviders<'email', EmailProvider> = { ses: connectSes };

/** Who reads their receipts: SES tells by events, which `core/feedback/record-feedback.ts` reads. */
export const emailReceipts: ReadReceipts<'email'> = {};
