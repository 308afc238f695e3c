import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { SigningSecret } from '../../access/ports/access.ts';
import { type DeliverDeps, type DeliverOutcome, deliver } from '../../delivery/deliver.ts';
import { enforcePause, type PauseDeps, recordPause, recordUnverified } from '../../delivery/enforce-pause.ts';
import { orFallBack } from '../../delivery/or-fall-back.ts';
import type { PausableQueue } from '../../delivery/ports/pauses.ts';
import type { Email, EmailProvider, ProviderAnswer } from '../../delivery/ports/providers.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import { PermanentError } from '../../errors.ts';
import type { IngestQueue } from '../../publishing/ports/queues.ts';
import { checkUnsubscribe, type UnsubscribeDeps, unsubscribeUrlOf } from './check-unsubscribe.ts';

/**
 * Writes a notification's e-mail, with a link to unsubscribe where there is one.
 * May throw when the workflow is gone or no longer takes the data.
 */
export type RenderEmail = (
  notification: NotificationRecord,
  links: Pick<Email, 'unsubscribeUrl'>,
) => Pick<Email, 'subject' | 'html' | 'text'>;

export type DeliverEmailDeps = DeliverDeps &
  PauseDeps &
  UnsubscribeDeps & {
    queue: Exclude<PausableQueue, 'unverified-recipients'>;
    emailProvider: EmailProvider;
    renderEmail: RenderEmail;
    unsubscribeSecret: SigningSecret;
    ingest: IngestQueue;
  };

/** Sends one e-mail, unless e-mail or its own queue is paused or its user has unsubscribed meanwhile. Errors as `deliver`. */
export async function deliverEmail(message: DeliverMessage, deps: DeliverEmailDeps): Promise<DeliverOutcome> {
  if (!message.digest) return orFallBack(message, () => deliverOne(message, deps), deps);

  const complete = () => deps.ingest.send([{ type: 'settle-digest', version: 1, notificationId: message.notificationId }]);
  try {
    const outcome = await deliverOne(message, deps);
    await complete(); // whatever the outcome: an attempt that finds it finished may follow one that ended just before this
    return outcome;
  } catch (error) {
    if (error instanceof PermanentError) await complete(); // it was given up
    throw error;
  }
}

async function deliverOne(message: DeliverMessage, deps: DeliverEmailDeps): Promise<DeliverOutcome> {
  if (deps.queue !== 'email') await enforcePause(deps.queue, deps);
  await enforcePause('email', deps); // the quota is everybody's
  const secret = await deps.unsubscribeSecret.readOrMake(); // before the claim, which should be short
  return deliver(
    message,
    ({ notification, address, attempts, dueAt }) => {
      const unsubscribeUrl = unsubscribeUrlOf(notification, secret, deps);
      const copy = deps.renderEmail(notification, { unsubscribeUrl });
      const email = {
        ...copy,
        notificationId: notification.id,
        to: address,
        at: dueAt ?? notification.createdAt,
        unsubscribeUrl,
      };
      return { admit: () => checkUnsubscribe(notification, deps), send: () => sendAndLearn(email, attempts, deps) };
    },
    deps,
  );
}

async function sendAndLearn(email: Email, attempts: number, deps: DeliverEmailDeps): Promise<ProviderAnswer> {
  const answer = await deps.emailProvider.send(email);
  try {
    await recordPause('email', answer, deps);
    await recordUnverified(answer, attempts, deps);
  } catch {
    // the next answer teaches the same; this one must not be lost over it
  }
  return answer;
}
