import { grantReadSecret } from '../../owner-secret.ts';
import type { EmailProviderNeeds } from '../email-provider-needs.ts';

/** An SMTP server needs its name and a user's password; it tells nothing of what becomes of e-mails: docs/email-providers.md */
export const smtp: EmailProviderNeeds = {
  grantSend(handler, { stage, owner: { smtpServer = '' } }) {
    handler.set('SMTP_SERVER', smtpServer);
    grantReadSecret(handler, 'SMTP_PASSWORD_PARAMETER', { stage, name: 'smtp-password' });
  },
};
