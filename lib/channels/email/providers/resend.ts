import { grantReadSecret } from '../../owner-secret.ts';
import type { EmailProviderNeeds } from '../email-provider-needs.ts';

/** Resend needs an API key, and for its receipts the secret of the owner's webhook there: docs/email-providers.md */
export const resend: EmailProviderNeeds = {
  grantSend: (handler, { stage }) => grantReadSecret(handler, 'RESEND_KEY_PARAMETER', { stage, name: 'resend-key' }),
  grantReceive: (handler, { stage }) => grantReadSecret(handler, 'RESEND_WEBHOOK_PARAMETER', { stage, name: 'resend-webhook' }),
};
