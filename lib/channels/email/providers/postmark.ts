import { grantReadSecret } from '../../owner-secret.ts';
import type { EmailProviderNeeds } from '../email-provider-needs.ts';

/** Postmark needs a server's API token, and for its receipts the password that its webhook brings: docs/email-providers.md */
export const postmark: EmailProviderNeeds = {
  grantSend(handler, { stage, owner }) {
    handler.set('POSTMARK_STREAM', owner.postmarkStream);
    grantReadSecret(handler, 'POSTMARK_TOKEN_PARAMETER', { stage, name: 'postmark-token' });
  },

  grantReceive: (handler, { stage }) =>
    grantReadSecret(handler, 'POSTMARK_WEBHOOK_PARAMETER', { stage, name: 'postmark-webhook' }),
};
