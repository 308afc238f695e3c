import type { DeliverMessage } from '../../contract/queue-messages.ts';
import type { Email, Mailer, NotificationRecord } from '../ports.ts';
import { type DeliverDeps, type DeliverOutcome, deliver } from './deliver.ts';

/** Writes a notification's e-mail. May throw when the workflow is gone or no longer takes the data. */
export type RenderEmail = (notification: NotificationRecord) => Pick<Email, 'subject' | 'html' | 'text'>;

/** Sends one e-mail. Errors as `deliver`. */
export function deliverEmail(
  message: DeliverMessage,
  deps: DeliverDeps & { mailer: Mailer; renderEmail: RenderEmail },
): Promise<DeliverOutcome> {
  return deliver(
    message,
    ({ notification, address }) => {
      const copy = deps.renderEmail(notification);
      const email = { ...copy, notificationId: notification.id, to: address, at: notification.createdAt };
      return { send: () => deps.mailer.send(email) };
    },
    deps,
  );
}
