import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ProviderCall, ProviderDouble } from '../double.ts';
import { isMailbox, mailAsMime } from '../mail-as-mime.ts';
import type { Accepted, Outbox, Outcome } from '../outbox.ts';
import { plainJson, type WireAnswer } from '../protocol.ts';

/** The API key that the double takes; the local system puts it where an owner puts theirs. */
export const localResendKey = 're_local_0123456789abcdef';

/** What is needed to play Resend; `announce` is told of every e-mail that it has taken. */
export type ResendDeps = { outbox: Outbox; announce: (accepted: Accepted) => void; now: () => Date };

/** What it is given: https://resend.com/docs/api-reference/emails/send-email */
const Sent = z.object({
  from: z.string(),
  to: z.array(z.string()).min(1).max(50),
  cc: z.array(z.string()).max(50).default([]),
  bcc: z.array(z.string()).max(50).default([]),
  reply_to: z.string().default(''),
  subject: z.string(),
  html: z.string().default(''),
  text: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  attachments: z
    .array(z.object({ filename: z.string(), content: z.base64(), content_type: z.string(), content_id: z.string().optional() }))
    .default([])
    .transform((files) => files.map((file) => ({ ...file, contentType: file.content_type, contentId: file.content_id }))),
  tags: z.array(z.object({ name: z.string().regex(/^[\w-]{1,256}$/), value: z.string().regex(/^[\w-]{1,256}$/) })).default([]),
});
type Sent = z.infer<typeof Sent>;

/** Plays Resend, which answers what it has answered before to a call with the same key, as long as the e-mail is in the outbox. */
export function resendDouble(deps: ResendDeps): ProviderDouble {
  const answered = new Map<string, { id: string; body: string }>();
  return {
    isMeant: ({ path }) => path === '/emails',
    sends: () => true,
    perform(call) {
      const key = String(call.headers['idempotency-key'] ?? '');
      const before = answered.get(key);
      if (before === undefined || deps.outbox.find(before.id) === undefined) {
        const id = randomUUID();
        answered.set(key, { id, body: call.body });
        return resend(call, id, deps);
      }
      if (before.body === call.body) return plainJson(200, { id: before.id });
      return failure(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.');
    },
    refusals: {
      throttle: failure(429, 'rate_limit_exceeded', 'Too many requests. You can only make 5 requests per second.'),
      quota: failure(429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.'),
      error: failure(500, 'internal_server_error', 'An unexpected error occurred.'),
      reject: failure(422, 'validation_error', 'Invalid `to` field.'),
    },
  };
}

function resend({ headers, body }: ProviderCall, id: string, { outbox, announce, now }: ResendDeps): WireAnswer {
  if (headers.authorization !== `Bearer ${localResendKey}`) return failure(401, 'validation_error', 'API key is invalid');
  const parsed = Sent.safeParse(JSON.parse(body));
  if (!parsed.success) return failure(422, 'validation_error', z.prettifyError(parsed.error));
  const { to, cc, bcc } = parsed.data;
  if (![...to, ...cc, ...bcc].every(isMailbox)) return failure(422, 'validation_error', 'Invalid `to` field.');

  const accepted = accept(parsed.data, { id, at: now() });
  outbox.add(accepted);
  announce(accepted);
  return plainJson(200, { id });
}

function accept({ from, to, cc, bcc, reply_to: replyTo, tags, ...mail }: Sent, { id, at }: { id: string; at: Date }): Accepted {
  const named = Object.fromEntries(tags.map(({ name, value }) => [name, value]));
  const [first = ''] = to;
  const tracks = [
    ...(named.track?.includes('opens') ? ['open' as const] : []),
    ...(named.track?.includes('clicks') ? ['click' as const] : []),
  ];
  return {
    id,
    channel: 'email',
    provider: 'resend',
    from,
    to: [...to, ...cc, ...bcc],
    raw: mailAsMime({ ...mail, from, to: first, cc, replyTo, notificationId: named.notification_id ?? '', at }),
    tags: named,
    ...(tracks.length > 0 && { tracks }), // at Resend a setting of the domain, which the double has on
    outcome: outcomeFor(first),
    sentAt: at.toISOString(),
  };
}

/** The addresses that play an end: https://resend.com/docs/dashboard/emails/send-test-emails */
function outcomeFor(to: string): Outcome {
  const [mailbox = '', domain] = to.toLowerCase().split(/(?:\+[^@]*)?@/);
  if (domain !== 'resend.dev') return 'delivered';
  const outcomes: Readonly<Record<string, Outcome>> = { bounced: 'bounced', complained: 'complained', suppressed: 'suppressed' };
  return outcomes[mailbox] ?? 'delivered';
}

/** An error as Resend answers it: https://resend.com/docs/api-reference/errors */
function failure(statusCode: number, name: string, message: string): WireAnswer {
  return plainJson(statusCode, { statusCode, name, message });
}
