import { isSent, type QueueName, queueOf } from '../../contract/channels/channels.ts';
import type { ReleaseMessage } from '../../contract/scheduling/release-message.ts';
import type { MessageRecord } from '../delivery/ports/records.ts';
import type { DeliverQueue, IngestQueue } from '../publishing/ports/queues.ts';
import { delaySeconds, isForSweep } from '../scheduling/rules/due-time.ts';
import type { Now } from '../time/ports/clock.ts';

/** The queues of every channel; of e-mail also where those of topics go, so that they never delay anybody's password reset. */
export type PassOnDeps = Readonly<Record<QueueName, DeliverQueue>> & { ingest: IngestQueue; now: Now };

/** What makes a notification one of many: the topic or the broadcast that it is of. */
type OneOfMany = { topic?: string | undefined; broadcast?: true | undefined };

/**
 * Puts messages where they go on, as they stand in the ledger. What is queued goes to its channel's queue; what is held for as
 * long as a queue may delay it goes back to the ingest queue, to come at its time; what is held for longer, a sweep finds. Of
 * their notification only what makes it one of many counts.
 */
export async function passOn(messages: readonly MessageRecord[], notification: OneOfMany, deps: PassOnDeps): Promise<void> {
  await Promise.all([sendQueued(messages, notification, deps), sendReleases(messages, deps)]);
}

async function sendQueued(messages: readonly MessageRecord[], { topic, broadcast }: OneOfMany, deps: PassOnDeps): Promise<void> {
  const isBulk = topic !== undefined || broadcast === true;
  const queued = messages.filter(({ status }) => status === 'queued');
  await Promise.all(
    queued.map(async ({ notificationId, channel }) => {
      if (isSent(channel)) await deps[queueOf(channel, { isBulk })].send([{ version: 1, notificationId, channel }]);
    }),
  );
}

async function sendReleases(messages: readonly MessageRecord[], { ingest, now }: PassOnDeps): Promise<void> {
  const held = messages.filter(({ status, dueAt }) => status === 'scheduled' && dueAt && !isForSweep(dueAt, now()));
  const releases = [
    ...new Map(held.map((message) => [`${message.notificationId} ${message.dueAt?.getTime()}`, message])).values(),
  ].flatMap(toRelease);
  if (releases.length > 0) await sendInTime(releases, now(), ingest);
}

/** Sends releases so that each arrives at its second. */
export async function sendInTime(releases: readonly ReleaseMessage[], now: Date, ingest: IngestQueue): Promise<void> {
  const delays = releases.map(({ dueAt }) => delaySeconds(new Date(dueAt), now));
  await ingest.send(releases, delays);
}

/** The message that releases what is held until an instant. */
export function toRelease({ notificationId, dueAt }: { notificationId: string; dueAt?: Date }): ReleaseMessage[] {
  return dueAt === undefined ? [] : [{ type: 'release', version: 1, notificationId, dueAt: dueAt.toISOString() }];
}
