import type { ProviderOf } from '../../../contract/channels/providers.ts';
import type { AddProvider } from '../chosen-provider.ts';
import type { EmailProviderNeeds } from './email-provider-needs.ts';
import { postmark } from './providers/postmark.ts';
import { resend } from './providers/resend.ts';
import { ses } from './providers/ses/ses.ts';
import { smtp } from './providers/smtp.ts';

/** The needs of every e-mail provider there is. */
export const emailProviderNeeds: Readonly<Record<ProviderOf<'email'>, AddProvider<EmailProviderNeeds>>> = {
  ses,
  resend: () => resend,
  postmark: () => postmark,
  smtp: () => smtp,
};
