import type { EmailProviderName } from '../../contract/channels/email/providers.ts';
import type { EmailProvider } from '../../core/delivery/ports/providers.ts';
import { connectSes } from './ses/ses-provider.ts';

/** How each e-mail provider is reached: by the settings of its own that a function was given. `timeoutSeconds` is for one call. */
export const emailProviders: Readonly<Record<EmailProviderName, (options: { timeoutSeconds: number }) => EmailProvider>> = {
  ses: connectSes,
};
