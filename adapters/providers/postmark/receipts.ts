import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { readSettings } from '../../../contract/settings.ts';
import { NotificationId } from '../../../contract/values.ts';
import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import type { ProviderReceipts } from '../../../core/feedback/ports/provider-receipts.ts';
import { shortFingerprint } from '../../../core/publishing/rules/fingerprint.ts';
import { type OwnerSecret, ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { jsonOf } from '../json-answer.ts';
import { bounceReceipt } from './bounce.ts';

/** What every webhook of Postmark says: https://postmarkapp.com/developer/webhooks/webhooks-overview */
const common = {
  MessageID: z.string().min(1).max(64),
  Metadata: z.looseObject({ notification_id: NotificationId.optional().catch(undefined) }).default({}),
};

const Webhook = z.discriminatedUnion('RecordType', [
  z.object({ ...common, RecordType: z.literal('Delivery'), Recipient: z.string() }),
  z.object({ ...common, RecordType: z.literal('Bounce'), Email: z.string(), Type: z.string() }),
  z.object({ ...common, RecordType: z.literal('SpamComplaint'), Email: z.string() }),
  z.object({
    ...common,
    RecordType: z.literal('Open'),
    Recipient: z.string(),
    ReceivedAt: z.coerce.date(),
    UserAgent: z.string().default(''),
  }),
  z.object({
    ...common,
    RecordType: z.literal('Click'),
    Recipient: z.string(),
    ReceivedAt: z.coerce.date(),
    UserAgent: z.string().default(''),
    OriginalLink: z.string().default(''),
  }),
]);
type Webhook = z.infer<typeof Webhook>;

/** Postmark's receipts as a function's settings say. */
export function postmarkReceiptsFromSettings(): ProviderReceipts {
  return postmarkReceipts(ssmOwnerSecret(readSettings('POSTMARK_WEBHOOK_PARAMETER').POSTMARK_WEBHOOK_PARAMETER));
}

/**
 * Reads Postmark's receipts. Postmark signs nothing: each has to bring the password that the owner has given with the webhook's address.
 * https://postmarkapp.com/developer/webhooks/webhooks-overview (protecting your webhook)
 */
export function postmarkReceipts(password: OwnerSecret): ProviderReceipts {
  return {
    async read({ body, header }) {
      const isPostmark = async () => bringsOneOf(await password.readAll(), header('Authorization'));
      if (!(await isPostmark())) {
        password.forget(); // the owner may have put in another since
        if (!(await isPostmark())) return 'forged';
      }
      const webhook = Webhook.safeParse(jsonOf(body));
      return webhook.success ? toReceipt(webhook.data) : 'on-its-way';
    },
  };
}

/** Whether a header of basic authentication has one of these passwords, whoever it says it is of. */
function bringsOneOf(passwords: readonly string[], header = ''): boolean {
  const pair = Buffer.from(header.replace(/^Basic /i, ''), 'base64').toString();
  const given = digest(pair.slice(pair.indexOf(':') + 1));
  return passwords.some((password) => timingSafeEqual(given, digest(password)));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function toReceipt(webhook: Webhook): ProviderReceipt {
  const { RecordType, MessageID: providerId, Metadata } = webhook;
  const ids = {
    channel: 'email',
    id: shortFingerprint(JSON.stringify(['postmark', providerId, RecordType])),
    providerId,
    ...(Metadata.notification_id !== undefined && { notificationId: Metadata.notification_id }),
    address: 'Email' in webhook ? webhook.Email : webhook.Recipient,
  } as const;
  switch (webhook.RecordType) {
    case 'Delivery':
      return { ...ids, status: 'delivered', detail: 'the mail server took it' };
    case 'Bounce':
      return { ...ids, ...bounceReceipt(webhook.Type, ids) };
    case 'SpamComplaint':
      return { ...ids, status: 'complained', reason: 'complaint', detail: 'the reader complained' };
    case 'Open':
      return { ...ids, engaged: { kind: 'opened', at: webhook.ReceivedAt, userAgent: webhook.UserAgent } };
    case 'Click': {
      const { ReceivedAt: at, UserAgent: userAgent, OriginalLink: link } = webhook;
      return { ...ids, engaged: { kind: 'clicked', at, userAgent, link } };
    }
    default:
      return webhook satisfies never;
  }
}
