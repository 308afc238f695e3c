import { asciiAddress } from '../../../contract/channels/email/email-address.ts';
import { trackingOf } from '../../../contract/channels/email/tracking.ts';
import { readSettings } from '../../../contract/settings.ts';
import type { Email, EmailProvider } from '../../../core/delivery/ports/providers.ts';
import { filesOf, type MailFile } from '../../mime/files.ts';
import { extraHeaders, fromOf, mailboxText, replyToOf, type Sender } from '../../mime/mailbox.ts';
import { ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { type Credential, withCredential } from '../credential.ts';
import { silence } from '../json-answer.ts';
import { postOnce } from '../post-once.ts';
import { providerConnections } from '../provider-connections.ts';
import { resendAnswer } from './answer.ts';

/** How to send: `key` is an API key; `timeoutSeconds` is for one call, connecting included. */
export type ResendOptions = Sender & { endpointUrl: string; key: Credential; timeoutSeconds: number };

/** Resend as a function's settings say. */
export function connectResend({ timeoutSeconds }: { timeoutSeconds: number }): EmailProvider {
  const settings = readSettings('FROM_NAME', 'FROM_ADDRESS', 'REPLY_TO_ADDRESS', 'RESEND_ENDPOINT_URL', 'RESEND_KEY_PARAMETER');
  const parameter = settings.RESEND_KEY_PARAMETER;
  return resendProvider({
    from: { name: settings.FROM_NAME, address: settings.FROM_ADDRESS },
    replyTo: settings.REPLY_TO_ADDRESS,
    endpointUrl: settings.RESEND_ENDPOINT_URL ?? 'https://api.resend.com',
    key: { secret: ssmOwnerSecret(parameter), parameter, noun: 'the API key of Resend' },
    timeoutSeconds,
  });
}

/**
 * Sends e-mails through Resend, in one attempt. Its key of idempotency is the notification's id, so that an e-mail in doubt is not sent twice
 * within a day, however often it is asked for: https://resend.com/docs/dashboard/emails/idempotency-keys. The id travels as a tag as well,
 * which every receipt repeats. https://resend.com/docs/api-reference/emails/send-email
 */
export function resendProvider({ endpointUrl, key, timeoutSeconds, ...sender }: ResendOptions): EmailProvider {
  const connections = providerConnections();
  const url = new URL('/emails', endpointUrl);

  return {
    send: (email) =>
      withCredential(key, (secret) => {
        const headers = {
          Authorization: `Bearer ${secret}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': email.notificationId,
          'User-Agent': 'bellhop', // Resend refuses calls without one: https://resend.com/docs/knowledge-base/403-error-1010
        };
        const body = JSON.stringify(bodyOf(email, sender));
        return postOnce(url, { headers, body }, { connections, timeoutSeconds }).then(resendAnswer, silence);
      }),
  };
}

function bodyOf(email: Email, sender: Sender): Record<string, unknown> {
  const { notificationId, to, cc = [], bcc = [], subject, html, text, track = [] } = email;
  const files = filesOf(email, sender);
  const tracking = trackingOf(track)?.replace('+', '-'); // a tag takes letters, digits, _ and - alone
  return {
    from: mailboxText(fromOf(email, sender)),
    to: [asciiAddress(to)],
    ...(cc.length > 0 && { cc: cc.map(asciiAddress) }),
    ...(bcc.length > 0 && { bcc: bcc.map(asciiAddress) }),
    reply_to: replyToOf(email, sender),
    subject,
    html,
    text,
    headers: extraHeaders(email),
    ...(files.length > 0 && { attachments: files.map(toAttachment) }),
    tags: [
      { name: 'notification_id', value: notificationId },
      ...(tracking === undefined ? [] : [{ name: 'track', value: tracking }]),
      ...(cc.length + bcc.length > 0 ? [{ name: 'copies', value: 'yes' }] : []), // its receipts do not say which recipient they are about
    ],
  };
}

/** A file as Resend takes it: https://resend.com/docs/dashboard/emails/attachments */
function toAttachment({ filename, type, content, contentId }: MailFile): Record<string, unknown> {
  return { filename, content, content_type: type, ...(contentId !== undefined && { content_id: contentId }) };
}
