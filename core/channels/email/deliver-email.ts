import type { QueueKey } from '../../../contract/channels/channels.ts';
import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { SigningSecret } from '../../access/ports/access.ts';
import { type DeliverDeps, deliver } from '../../delivery/deliver.ts';
import type { DeliverOutcome } from '../../delivery/deliver-outcome.ts';
import { enforcePause } from '../../delivery/enforce-pause.ts';
import { type EmailSenderDeps, emailSender } from './email-sender.ts';

export type DeliverEmailDeps = DeliverDeps & EmailSenderDeps & { queue: QueueKey; unsubscribeSecret: SigningSecret };

/** Sends one e-mail, unless e-mail or its own queue is paused or its user has unsubscribed meanwhile. Errors as `deliver`. */
export async function deliverEmail(message: DeliverMessage, deps: DeliverEmailDeps): Promise<DeliverOutcome> {
  if (deps.queue !== 'email') await enforcePause(deps.queue, deps);
  await enforcePause('email', deps); // the quota is everybody's
  const secret = await deps.unsubscribeSecret.readOrMake();
  return deliver(message, emailSender(secret, deps), deps);
}
