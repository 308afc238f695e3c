import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ProviderCall, ProviderDouble } from '../double.ts';
import { isMailbox, mailAsMime } from '../mail-as-mime.ts';
import type { Accepted, Outbox, Outcome } from '../outbox.ts';
import { plainJson, type WireAnswer } from '../protocol.ts';

/** The server token that the double takes; the local system puts it where an owner puts theirs. */
export const localPostmarkToken = '01234567-89ab-cdef-0123-456789abcdef';

/** What is needed to play Postmark; `announce` is told of every e-mail that it has taken. */
export type Postmark = { outbox: Outbox; announce: (accepted: Accepted) => void; now: () => Date };

/** Addresses with commas between them. */
const Addresses = z
  .string()
  .default('')
  .transform((text) => (text === '' ? [] : text.split(',').map((address) => address.trim())));

/** What it is given: https://postmarkapp.com/developer/api/email-api (send a single email) */
const Sent = z.object({
  From: z.string(),
  To: z.string(),
  Cc: Addresses,
  Bcc: Addresses,
  ReplyTo: z.string().default(''),
  Subject: z.string().default(''),
  HtmlBody: z.string().default(''),
  TextBody: z.string().default(''),
  MessageStream: z.string().default('outbound'),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Attachments: z
    .array(z.object({ Name: z.string(), Content: z.base64(), ContentType: z.string(), ContentID: z.string().optional() }))
    .default([])
    .transform((files) =>
      files.map(({ Name: filename, Content: content, ContentType: contentType, ContentID }) => ({
        filename,
        content,
        contentType,
        contentId: ContentID?.replace(/^cid:/, ''),
      })),
    ),
  Metadata: z.record(z.string().max(20), z.string().max(80)).default({}),
  TrackOpens: z.boolean().default(false),
  TrackLinks: z.enum(['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly']).default('None'),
});

/** Plays Postmark. */
export function postmarkDouble(deps: Postmark): ProviderDouble {
  return {
    isMeant: ({ path }) => path === '/email',
    sends: () => true,
    perform: (call) => postmark(call, deps),
    refusals: {
      throttle: failure(429, 429, 'Rate limit exceeded.'),
      quota: failure(422, 405, 'You ran out of credits.'),
      error: failure(500, 0, 'Internal Server Error'),
      reject: failure(422, 300, 'Invalid email request'),
    },
  };
}

function postmark({ headers, body }: ProviderCall, { outbox, announce, now }: Postmark): WireAnswer {
  if (headers['x-postmark-server-token'] !== localPostmarkToken)
    return failure(401, 10, 'Request does not contain a valid Server token.');
  const parsed = Sent.safeParse(JSON.parse(body));
  if (!parsed.success) return failure(422, 403, `Incompatible JSON: ${z.prettifyError(parsed.error)}`);
  const mail = parsed.data;
  if (!isMailbox(mail.To)) return failure(422, 300, `Error parsing 'To': Illegal email address '${mail.To}'.`);
  for (const address of [...mail.Cc, ...mail.Bcc])
    if (!isMailbox(address)) return failure(422, 300, `Error parsing 'Cc': Illegal email address '${address}'.`);
  if (mail.MessageStream !== 'outbound' && mail.MessageStream !== 'broadcast')
    return failure(422, 1235, `The message stream '${mail.MessageStream}' does not exist on this server.`);

  const { notification_id: notificationId = '' } = mail.Metadata;
  const id = randomUUID();
  const tracks = [...(mail.TrackOpens ? ['open' as const] : []), ...(mail.TrackLinks === 'None' ? [] : ['click' as const])];
  const accepted: Accepted = {
    id,
    channel: 'email',
    provider: 'postmark',
    from: mail.From,
    to: [mail.To, ...mail.Cc, ...mail.Bcc],
    raw: mailAsMime({
      notificationId,
      from: mail.From,
      to: mail.To,
      cc: mail.Cc,
      replyTo: mail.ReplyTo,
      subject: mail.Subject,
      html: mail.HtmlBody,
      text: mail.TextBody,
      headers: Object.fromEntries(mail.Headers.map(({ Name, Value }) => [Name, Value])),
      attachments: mail.Attachments,
      at: now(),
    }),
    tags: mail.Metadata,
    ...(tracks.length > 0 && { tracks }),
    outcome: outcomeFor(mail.To),
    sentAt: now().toISOString(),
  };
  outbox.add(accepted);
  announce(accepted);
  return plainJson(200, { To: mail.To, SubmittedAt: accepted.sentAt, MessageID: id, ErrorCode: 0, Message: 'OK' });
}

/** The addresses that play a bounce: https://postmarkapp.com/developer/user-guide/send-email-with-api/bounce-testing */
function outcomeFor(to: string): Outcome {
  const [mailbox = '', domain] = to.toLowerCase().split('@');
  if (domain !== 'bounce-testing.postmarkapp.com') return 'delivered';
  return mailbox === 'spamcomplaint' ? 'complained' : 'bounced';
}

/** An error as Postmark answers it: https://postmarkapp.com/developer/api/overview (API error codes) */
function failure(status: number, ErrorCode: number, Message: string): WireAnswer {
  return plainJson(status, { ErrorCode, Message });
}
