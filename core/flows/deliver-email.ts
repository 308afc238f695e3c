import type { DeliverMessage } from '../../contract/queue-messages.ts';
import { Poison } from '../errors.ts';
import type { Email, Mailer, NotificationRecord } from '../ports.ts';
import { type DeliverDeps, type DeliverOutcome, deliver } from './deliver.ts';

/** Writes a notification's e-mail. Throws when the workflow is gone or its data no longer fit. */
export type RenderEmail = (notification: NotificationRecord) => Pick<Email, 'subject' | 'html' | 'text'>;

/** Sends one e-mail. Errors as `deliver`; Poison too when the e-mail cannot be written. */
export function deliverEmail(
  message: DeliverMessage,
  deps: DeliverDeps & { mailer: Mailer; renderEmail: RenderEmail },
): Promise<DeliverOutcome> {
  return deliver(
    message,
    ({ notification, message: { address } }) => {
      const copy = render(notification, deps.renderEmail);
      return () => deps.mailer.send({ ...copy, notificationId: notification.id, to: address, at: notification.createdAt });
    },
    deps,
  );
}

function render(notification: NotificationRecord, renderEmail: RenderEmail): Pick<Email, 'subject' | 'html' | 'text'> {
  try {
    return renderEmail(notification);
  } catch (error) {
    throw new Poison(`the e-mail of workflow "${notification.workflow}" could not be written`, { cause: error });
  }
}
