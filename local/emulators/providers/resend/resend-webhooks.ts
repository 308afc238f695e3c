import { createHmac, randomUUID } from 'node:crypto';
import type { Stoppable } from '../../../stopping.ts';
import { startTelling } from '../../telling.ts';
import type { Accepted } from '../outbox.ts';
import type { Engaging } from '../ses-events.ts';

/** The secret of the webhook; the local system puts it where an owner puts theirs. */
export const localResendSecret = `whsec_${Buffer.from('a secret of the local system').toString('base64')}`;

/** Tells what becomes of e-mails, as Resend's webhooks do. */
export type ResendWebhooks = Stoppable & {
  announce(accepted: Accepted): void;
  engage(accepted: Accepted, engaging: Engaging): void;
};

/** How long after the answer it is told; at Resend seconds. */
const delayMs = 150;

/** Calls the address that an owner would give Resend: https://resend.com/docs/webhooks/event-types */
export function resendWebhooks({ apiUrl, now }: { apiUrl: string; now: () => Date }): ResendWebhooks {
  const telling = startTelling();
  const post = async ({ id, from, to, tags }: Accepted, type: string, more: object = {}) => {
    const created_at = now().toISOString();
    const data = { created_at, email_id: id, message_id: `<${id}@resend.dev>`, from, to, subject: '', tags, ...more };
    const body = JSON.stringify({ type, created_at, data });
    await fetch(`${apiUrl}/v1/receipts/resend`, { method: 'POST', headers: { ...signed(body, now()) }, body });
  };
  return {
    announce: (accepted) =>
      telling.later(delayMs, async () => {
        await post(accepted, 'email.sent');
        await post(accepted, ...becomes(accepted));
      }),
    engage: (accepted, engaging) =>
      telling.later(0, () =>
        engaging.type === 'open'
          ? post(accepted, 'email.opened')
          : post(accepted, 'email.clicked', {
              click: {
                ipAddress: '127.0.0.1',
                link: engaging.link,
                timestamp: now().toISOString(),
                userAgent: engaging.userAgent,
              },
            }),
      ),
    stop: telling.stop,
  };
}

function becomes({ outcome }: Accepted): [type: string, more?: object] {
  switch (outcome) {
    case 'bounced':
      return ['email.bounced', { bounce: { message: 'The mailbox does not exist.', type: 'Permanent', subType: 'General' } }];
    case 'complained':
      return ['email.complained'];
    case 'suppressed':
      return ['email.suppressed', { suppressed: { message: 'It is on the list.', type: 'OnAccountSuppressionList' } }];
    default:
      return ['email.delivered'];
  }
}

/** Signs a call as Svix does for Resend: https://docs.svix.com/receiving/verifying-payloads/how-manual */
function signed(body: string, at: Date): Record<string, string> {
  const key = Buffer.from(localResendSecret.replace('whsec_', ''), 'base64');
  const [id, seconds] = [`msg_${randomUUID()}`, String(Math.floor(at.getTime() / 1000))];
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'content-type': 'application/json', 'svix-id': id, 'svix-timestamp': seconds, 'svix-signature': `v1,${signature}` };
}
