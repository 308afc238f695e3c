import { asciiAddress } from '../../../contract/channels/email/email-address.ts';
import { readSettings } from '../../../contract/settings.ts';
import type { Email, EmailProvider } from '../../../core/delivery/ports/providers.ts';
import { filesOf, type MailFile } from '../../mime/files.ts';
import { extraHeaders, fromOf, mailboxText, replyToOf, type Sender } from '../../mime/mailbox.ts';
import { ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { type Credential, withCredential } from '../credential.ts';
import { silence } from '../json-answer.ts';
import { postOnce } from '../post-once.ts';
import { providerConnections } from '../provider-connections.ts';
import { postmarkAnswer } from './answer.ts';

/** How to send: `token` is the server's API token, `stream` the message stream; `timeoutSeconds` is for one call, connecting included. */
export type PostmarkOptions = Sender & { endpointUrl: string; token: Credential; stream: string; timeoutSeconds: number };

/** Postmark as a function's settings say. */
export function connectPostmark({ timeoutSeconds }: { timeoutSeconds: number }): EmailProvider {
  const settings = readSettings(
    'FROM_NAME',
    'FROM_ADDRESS',
    'REPLY_TO_ADDRESS',
    'POSTMARK_ENDPOINT_URL',
    'POSTMARK_TOKEN_PARAMETER',
    'POSTMARK_STREAM',
  );
  const parameter = settings.POSTMARK_TOKEN_PARAMETER;
  return postmarkProvider({
    from: { name: settings.FROM_NAME, address: settings.FROM_ADDRESS },
    replyTo: settings.REPLY_TO_ADDRESS,
    endpointUrl: settings.POSTMARK_ENDPOINT_URL ?? 'https://api.postmarkapp.com',
    token: { secret: ssmOwnerSecret(parameter), parameter, noun: 'the server token of Postmark' },
    stream: settings.POSTMARK_STREAM ?? 'outbound',
    timeoutSeconds,
  });
}

/**
 * Sends e-mails through Postmark, in one attempt: it takes no idempotency key, so asking again could send twice. The notification's id travels
 * as metadata, which every receipt repeats. https://postmarkapp.com/developer/api/email-api
 */
export function postmarkProvider({ endpointUrl, token, stream, timeoutSeconds, ...sender }: PostmarkOptions): EmailProvider {
  const connections = providerConnections();
  const url = new URL('/email', endpointUrl);

  return {
    send: (email) =>
      withCredential(token, (secret) => {
        const headers = {
          Accept: 'application/json',
          'Content-Type': 'application/json',
          'X-Postmark-Server-Token': secret,
        };
        const body = JSON.stringify(bodyOf(email, sender, stream));
        return postOnce(url, { headers, body }, { connections, timeoutSeconds }).then(postmarkAnswer, silence);
      }),
  };
}

function bodyOf(email: Email, sender: Sender, MessageStream: string): Record<string, unknown> {
  const { notificationId, to, cc = [], bcc = [], subject, html, text, track = [] } = email;
  const files = filesOf(email, sender);
  return {
    From: mailboxText(fromOf(email, sender)),
    To: asciiAddress(to),
    ...(cc.length > 0 && { Cc: cc.map(asciiAddress).join(', ') }),
    ...(bcc.length > 0 && { Bcc: bcc.map(asciiAddress).join(', ') }),
    ReplyTo: replyToOf(email, sender),
    Subject: subject,
    HtmlBody: html,
    TextBody: text,
    MessageStream,
    Headers: Object.entries(extraHeaders(email)).map(([Name, Value]) => ({ Name, Value })),
    ...(files.length > 0 && { Attachments: files.map(toAttachment) }),
    Metadata: { notification_id: notificationId },
    TrackOpens: track.includes('opens'),
    TrackLinks: track.includes('clicks') ? 'HtmlAndText' : 'None',
  };
}

/** A file as Postmark takes it: https://postmarkapp.com/developer/user-guide/send-email-with-api/send-a-single-email (attachments) */
function toAttachment({ filename, type, content, contentId }: MailFile): Record<string, unknown> {
  return {
    Name: filename,
    Content: content,
    ContentType: type,
    ...(contentId !== undefined && { ContentID: `cid:${contentId}` }),
  };
}
