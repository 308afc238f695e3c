import * as z from 'zod';
import { readSettings } from '../../../contract/settings.ts';
import { NotificationId } from '../../../contract/values.ts';
import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import type { ProviderReceipts } from '../../../core/feedback/ports/provider-receipts.ts';
import { shortFingerprint } from '../../../core/publishing/rules/fingerprint.ts';
import { type OwnerSecret, ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { jsonOf } from '../json-answer.ts';
import { isSignedBySvix } from './signature.ts';

/** What Resend posts, and of an event that is no end only its type: https://resend.com/docs/webhooks/event-types */
const Event = z.object({
  type: z.string(),
  created_at: z.coerce.date(),
  data: z.object({
    email_id: z.string().min(1).max(64),
    to: z.array(z.string()).min(1),
    tags: z
      .looseObject({
        notification_id: NotificationId.optional().catch(undefined),
        track: z.string().default(''),
        copies: z.string().optional(),
      })
      .default({ track: '' }),
    bounce: z.object({ type: z.string(), subType: z.string().default('') }).optional(),
    click: z.object({ link: z.string(), timestamp: z.coerce.date(), userAgent: z.string() }).optional(),
    failed: z.object({ reason: z.string() }).optional(),
  }),
});
type Event = z.infer<typeof Event>;

/** Resend's receipts as a function's settings say. */
export function resendReceiptsFromSettings(): ProviderReceipts {
  const secret = ssmOwnerSecret(readSettings('RESEND_WEBHOOK_PARAMETER').RESEND_WEBHOOK_PARAMETER);
  return resendReceipts(secret, { now: () => new Date() });
}

/** Reads Resend's receipts, each of which has to be signed with the secret of the webhook that the owner has made there. */
export function resendReceipts(secret: OwnerSecret, { now }: { now: () => Date }): ProviderReceipts {
  return {
    async read(call) {
      const isSigned = async () => isSignedBySvix(await secret.readAll(), call, now());
      if (!(await isSigned())) {
        secret.forget(); // the owner may have put in another since
        if (!(await isSigned())) return 'forged';
      }
      const event = Event.safeParse(jsonOf(call.body));
      return (event.success ? toReceipt(event.data) : undefined) ?? 'on-its-way';
    },
  };
}

function toReceipt({ type, created_at, data }: Event): ProviderReceipt | undefined {
  const { email_id: providerId, to, tags, bounce, click, failed } = data;
  const ids = {
    channel: 'email',
    id: shortFingerprint(JSON.stringify(['resend', providerId, type])),
    providerId,
    ...(tags.notification_id !== undefined && { notificationId: tags.notification_id }),
    ...(to.length === 1 && { address: to[0] as string }),
  } as const;
  switch (type) {
    case 'email.delivered':
      return { ...ids, status: 'delivered', detail: 'the mail server took it' };
    case 'email.delivery_delayed':
      return { ...ids, detail: 'delayed: Resend goes on trying' };
    case 'email.bounced':
      return tags.copies === undefined ? { ...ids, ...bounced(bounce) } : { ...ids, detail: ofSomebody(bounced(bounce).detail) };
    case 'email.complained':
      if (tags.copies !== undefined) return { ...ids, detail: ofSomebody('a reader complained') };
      return { ...ids, status: 'complained', reason: 'complaint', detail: 'the reader complained' };
    case 'email.failed':
      return { ...ids, ...refused(`Resend could not send it: ${plain(failed?.reason ?? 'it does not say why')}`) };
    case 'email.suppressed':
      if (tags.copies !== undefined) return { ...ids, detail: ofSomebody('Resend sends nothing to an address of its list') };
      return { ...ids, ...refused('it never left Resend: the address is on the list of those that Resend sends nothing to') };
    case 'email.opened':
      return tags.track.includes('opens') ? { ...ids, engaged: { kind: 'opened', at: created_at } } : undefined;
    case 'email.clicked': {
      if (click === undefined || !tags.track.includes('clicks')) return undefined;
      const { link, timestamp: at, userAgent } = click;
      return { ...ids, engaged: { kind: 'clicked', at, userAgent, link } };
    }
    default:
      return undefined; // sent, scheduled, and whatever else is no end
  }
}

type Fate = Pick<ProviderReceipt, 'status' | 'reason' | 'detail'>;

/** Only a permanent bounce says something about the address: https://resend.com/docs/dashboard/emails/email-bounces */
function bounced({ type, subType }: NonNullable<Event['data']['bounce']> = { type: 'Undetermined', subType: '' }): Fate {
  const detail = `bounced: ${[type, subType].map(plain).filter(Boolean).join(', ')}`;
  return { status: 'bounced', reason: type === 'Permanent' ? 'hard_bounce' : 'soft_bounce', detail };
}

/** Of an e-mail with copies nobody learns whose it was, so that it is held against nobody. */
function ofSomebody(detail = ''): string {
  return `${detail}; Resend does not say whether that was the user or one who got a copy`;
}

function refused(detail: string): Fate {
  return { status: 'failed', reason: 'provider_rejected', detail };
}

/** A provider's word for something: short, and of letters only, so that nothing else comes along. */
function plain(word: string): string {
  return word.replace(/[^A-Za-z_ -]/g, '').slice(0, 60);
}
