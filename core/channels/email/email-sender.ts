import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { ProviderOrder } from '../../delivery/choose-provider.ts';
import { type PauseDeps, recordPause, recordUnverified } from '../../delivery/enforce-pause.ts';
import type { ChannelSender } from '../../delivery/ports/channel-sender.ts';
import type { Email, EmailProvider, ProviderAnswer } from '../../delivery/ports/providers.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import { checkUnsubscribe, type UnsubscribeDeps, unsubscribeUrlOf } from './check-unsubscribe.ts';

/**
 * Writes a notification's e-mail, with a link to unsubscribe where there is one.
 * May throw when the workflow is gone or no longer takes the data.
 */
export type RenderEmail = (
  notification: NotificationRecord,
  links: Pick<Email, 'unsubscribeUrl'>,
) => Pick<Email, 'subject' | 'html' | 'text'>;

export type EmailSenderDeps = PauseDeps &
  UnsubscribeDeps & { emailProvider: EmailProvider; renderEmail: RenderEmail; order?: ProviderOrder };

type RenderedEmail = { units: 1; email: Email; attempts: number };

/** How e-mail is sent; `secret` signs its links to unsubscribe. */
export function emailSender(secret: Uint8Array, deps: EmailSenderDeps): ChannelSender<RenderedEmail> {
  return {
    askAgain: (notification) => checkUnsubscribe(notification, deps),
    render({ notification, address, attempts, dueAt }) {
      const unsubscribeUrl = unsubscribeUrlOf(notification, secret, deps);
      const copy = deps.renderEmail(notification, { unsubscribeUrl });
      const at = dueAt ?? notification.createdAt;
      const track = deps.workflows.get(notification.workflow)?.trackEmail;
      const email = { ...copy, notificationId: notification.id, to: address, at, unsubscribeUrl, ...(track && { track }) };
      return { units: 1, email, attempts };
    },
    send: ({ email, attempts }, _, by) => sendAndLearn({ email, attempts, by }, deps),
  };
}

type Sending = { email: Email; attempts: number; by: ProviderName | undefined };

async function sendAndLearn({ email, attempts, by }: Sending, deps: EmailSenderDeps): Promise<ProviderAnswer> {
  const answer = await deps.emailProvider.send(email, by);
  const isOnlyOne = (deps.order?.names.length ?? 1) === 1; // of several each is paused by itself
  try {
    if (isOnlyOne) await recordPause('email', answer, deps);
    await recordUnverified(answer, attempts, deps);
  } catch {
    // the next answer teaches the same; this one must not be lost over it
  }
  return answer;
}
