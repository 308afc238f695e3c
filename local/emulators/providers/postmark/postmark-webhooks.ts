import type { Stoppable } from '../../../stopping.ts';
import { startTelling } from '../../telling.ts';
import type { Accepted } from '../outbox.ts';
import type { Engaging } from '../ses-events.ts';

/** The password that the webhook's address has; the local system puts it where an owner puts theirs. */
export const localPostmarkPassword = 'local-postmark-webhook';

/** Tells what becomes of e-mails, as Postmark's webhooks do. */
export type PostmarkWebhooks = Stoppable & {
  announce(accepted: Accepted): void;
  engage(accepted: Accepted, engaging: Engaging): void;
};

/** How long after the answer it is told; at Postmark seconds. */
const delayMs = 150;

/** Calls the address that an owner would give Postmark: https://postmarkapp.com/developer/webhooks/webhooks-overview */
export function postmarkWebhooks({ apiUrl, now }: { apiUrl: string; now: () => Date }): PostmarkWebhooks {
  const telling = startTelling();
  const post = async ({ id: MessageID, tags: Metadata }: Accepted, news: Record<string, unknown>) => {
    await fetch(`${apiUrl}/v1/receipts/postmark`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`postmark:${localPostmarkPassword}`).toString('base64')}`,
      },
      body: JSON.stringify({ MessageID, Metadata, MessageStream: 'outbound', ServerID: 1, Tag: '', ...news }),
    });
  };
  return {
    announce: (accepted) => telling.later(delayMs, () => post(accepted, becomes(accepted, now()))),
    engage: (accepted, engaging) => telling.later(0, () => post(accepted, read(accepted, engaging, now()))),
    stop: telling.stop,
  };
}

/** What becomes of an e-mail: the pages of the webhooks show each with all of its fields. */
function becomes({ outcome, to: [Email = ''] }: Accepted, at: Date): Record<string, unknown> {
  const bounced = { Email, BouncedAt: at.toISOString(), Inactive: true, CanActivate: true, Subject: '', From: '' };
  switch (outcome) {
    case 'bounced': {
      const Type = Email.toLowerCase().startsWith('softbounce') ? 'SoftBounce' : 'HardBounce';
      return { RecordType: 'Bounce', ID: 1, Type, TypeCode: Type === 'HardBounce' ? 1 : 4096, Name: Type, ...bounced };
    }
    case 'complained':
      return { RecordType: 'SpamComplaint', ID: 1, Type: 'SpamComplaint', TypeCode: 512, Name: 'Spam complaint', ...bounced };
    default:
      return { RecordType: 'Delivery', Recipient: Email, DeliveredAt: at.toISOString(), Details: 'local' };
  }
}

function read({ to: [Recipient] }: Accepted, engaging: Engaging, at: Date): Record<string, unknown> {
  const common = { Recipient, ReceivedAt: at.toISOString(), UserAgent: engaging.userAgent, Platform: 'Unknown' };
  if (engaging.type === 'open') return { RecordType: 'Open', FirstOpen: true, ...common };
  return { RecordType: 'Click', ClickLocation: 'HTML', OriginalLink: engaging.link, ...common };
}
