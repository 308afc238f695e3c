import type { ProviderOf } from '../../../contract/channels/providers.ts';
import type { ProviderNeeds, ProviderPlace } from '../provider-needs.ts';
import { ses } from './providers/ses.ts';
import type { Sender } from './sender.ts';

/** What there is to know of a stack for its e-mail provider. */
export type EmailPlace = ProviderPlace & { sender: Sender };

/** The needs of every e-mail provider there is. */
export const emailProviderNeeds: Readonly<Record<ProviderOf<'email'>, ProviderNeeds<EmailPlace>>> = { ses };
