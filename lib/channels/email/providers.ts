import type { Construct } from 'constructs';
import type { ProviderOf } from '../../../contract/channels/providers.ts';
import type { ProviderPlace } from '../provider-needs.ts';
import type { EmailProviderNeeds } from './email-provider-needs.ts';
import { postmark } from './providers/postmark.ts';
import { resend } from './providers/resend.ts';
import { ses } from './providers/ses/ses.ts';

/** Makes what an e-mail provider has of its own in the stack, beneath `scope`, and says what it needs. */
type AddProvider = (scope: Construct, place: ProviderPlace) => EmailProviderNeeds;

/** The needs of every e-mail provider there is. */
export const emailProviderNeeds: Readonly<Record<ProviderOf<'email'>, AddProvider>> = {
  ses,
  resend: () => resend,
  postmark: () => postmark,
};
