import type { DeliverMessage } from '../../contract/queue-messages.ts';
import type { Email, Mailer, NotificationRecord, ProviderAnswer } from '../ports.ts';
import { type DeliverDeps, type DeliverOutcome, deliver } from './deliver.ts';
import { heedParking, learnParking, type ParkingDeps } from './heed-parking.ts';

/** Writes a notification's e-mail. May throw when the workflow is gone or no longer takes the data. */
export type RenderEmail = (notification: NotificationRecord) => Pick<Email, 'subject' | 'html' | 'text'>;

type EmailDeps = DeliverDeps & ParkingDeps & { mailer: Mailer; renderEmail: RenderEmail };

/** Sends one e-mail, unless e-mail rests. Errors as `deliver`. */
export async function deliverEmail(message: DeliverMessage, deps: EmailDeps): Promise<DeliverOutcome> {
  await heedParking('email', deps);
  return deliver(
    message,
    ({ notification, address }) => {
      const copy = deps.renderEmail(notification);
      const email = { ...copy, notificationId: notification.id, to: address, at: notification.createdAt };
      return { send: () => sendAndLearn(email, deps) };
    },
    deps,
  );
}

async function sendAndLearn(email: Email, deps: EmailDeps): Promise<ProviderAnswer> {
  const answer = await deps.mailer.send(email);
  try {
    await learnParking('email', answer, deps);
  } catch {
    // the next answer teaches the same; this one must not be lost over it
  }
  return answer;
}
