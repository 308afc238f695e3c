import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import { PermanentError } from '../errors.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { DeliverOutcome } from './deliver.ts';

/**
 * Delivers, and has another channel looked for when it ends unsent. Also when an attempt finds the message finished: the one before
 * may have ended just after it noted that.
 */
export async function orFallBack(
  message: DeliverMessage,
  deliver: () => Promise<DeliverOutcome>,
  deps: { ingest: IngestQueue },
): Promise<DeliverOutcome> {
  try {
    const outcome = await deliver();
    if (mayHaveMissed.includes(outcome)) await askForFallback(message, deps);
    return outcome;
  } catch (error) {
    if (error instanceof PermanentError) await askForFallback(message, deps); // it was given up
    throw error;
  }
}

const mayHaveMissed: readonly DeliverOutcome[] = ['suppressed', 'skipped', 'rejected', 'finished-before'];

/** Has what may take a message's place looked for, by whoever can plan. */
export async function askForFallback(
  { notificationId, channel }: Pick<DeliverMessage, 'notificationId' | 'channel'>,
  { ingest }: { ingest: IngestQueue },
): Promise<void> {
  await ingest.send([{ type: 'fall-back', version: 1, notificationId, channel }]);
}
