import type { IngestMessage, OwnMessage } from '../../contract/publishing/queue-messages.ts';
import { type BroadcastDeps, broadcast } from '../broadcasts/broadcast.ts';
import { type FallBackDeps, fallBack } from '../delivery/fall-back.ts';
import { type BuildDigestDeps, buildDigest } from '../digests/build-digest.ts';
import { type CompleteDigestDeps, completeDigest } from '../digests/complete-digest.ts';
import { fanOut } from '../planning/fan-out.ts';
import { fanOutRecipients } from '../planning/fan-out-recipients.ts';
import { type NotifyDeps, notify } from '../planning/notify.ts';
import { type RunScheduleDeps, runSchedule } from '../schedules/run-schedule.ts';
import { type ReleaseDeps, release } from '../scheduling/release.ts';
import { type FanOutTopicDeps, fanOutTopic } from '../topics/fan-out-topic.ts';
import { type AcceptDeps, acceptEvent, acceptMessage, type Origin } from './accept-message.ts';

export type IngestDeps = AcceptDeps &
  NotifyDeps &
  FanOutTopicDeps &
  BroadcastDeps &
  ReleaseDeps &
  BuildDigestDeps &
  CompleteDigestDeps &
  FallBackDeps &
  RunScheduleDeps;

type Handler<Message> = (message: Message, deps: IngestDeps) => Promise<unknown>;

/** Who works off which of our own messages: a flow of the capability that declares it. */
const handlers: { [Type in OwnMessage['type']]: Handler<Extract<OwnMessage, { type: Type }>> } = {
  notify,
  'fan-out': fanOut,
  'fan-out-recipients': fanOutRecipients,
  'fan-out-topic': fanOutTopic,
  broadcast,
  release,
  digest: buildDigest,
  'settle-digest': completeDigest,
  'fall-back': fallBack,
  scheduled: runSchedule,
};

/**
 * Works off one message of the ingest queue: our own, a publish that the owner put there, or an event from the bus.
 * @throws as the flow that works it off.
 */
export async function ingest(message: IngestMessage, origin: Origin, deps: IngestDeps): Promise<void> {
  if ('detail-type' in message) return acceptEvent(message, deps);
  if (!('type' in message)) return acceptMessage(message, origin, deps);
  const handle = handlers[message.type] as Handler<OwnMessage>; // each takes its own type, which the table's type holds
  await handle(message, deps);
}
