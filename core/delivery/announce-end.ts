import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { DeliverOutcome } from './deliver-outcome.ts';

/** `finished-before` as well: the attempt before may have ended just after it recorded that. */
const mayHaveMissed: readonly (DeliverOutcome | 'gave-up')[] = [
  'suppressed',
  'skipped',
  'rejected',
  'finished-before',
  'gave-up',
];

/** Tells those who wait for how a message ends: the messages in its digest, whatever the end, or the channel that may take its place. */
export async function announceEnd(
  message: DeliverMessage,
  end: DeliverOutcome | 'gave-up',
  deps: { ingest: IngestQueue },
): Promise<void> {
  const { notificationId, digest } = message;
  if (digest) return deps.ingest.send([{ type: 'settle-digest', version: 1, notificationId }]);
  if (mayHaveMissed.includes(end)) await askForFallback(message, deps);
}

/** Has what may take a message's place looked for, by whoever can plan. */
export async function askForFallback(
  { notificationId, channel }: Pick<DeliverMessage, 'notificationId' | 'channel'>,
  { ingest }: { ingest: IngestQueue },
): Promise<void> {
  await ingest.send([{ type: 'fall-back', version: 1, notificationId, channel }]);
}
