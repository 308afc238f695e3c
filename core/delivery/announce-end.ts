import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { DeliverOutcome } from './deliver-outcome.ts';

/**
 * The ends at which a message may have missed its user. `finished-before` is one: an earlier attempt may have stopped before it
 * announced the end.
 */
const mayHaveMissed: readonly (DeliverOutcome | 'gave-up')[] = [
  'suppressed',
  'skipped',
  'rejected',
  'finished-before',
  'gave-up',
];

/**
 * Announces how a message ended. A digest's messages end with it, however it ended. Of others, a channel that may take the place
 * of one that missed its user is looked for.
 */
export async function announceEnd(
  message: DeliverMessage,
  end: DeliverOutcome | 'gave-up',
  deps: { ingest: IngestQueue },
): Promise<void> {
  const { notificationId, digest } = message;
  if (digest) return deps.ingest.send([{ type: 'settle-digest', version: 1, notificationId }]);
  if (mayHaveMissed.includes(end)) await askForFallback(message, deps);
}

/** Asks the ingest queue to look for a channel that may take a message's place. */
export async function askForFallback(
  { notificationId, channel }: Pick<DeliverMessage, 'notificationId' | 'channel'>,
  { ingest }: { ingest: IngestQueue },
): Promise<void> {
  await ingest.send([{ type: 'fall-back', version: 1, notificationId, channel }]);
}
