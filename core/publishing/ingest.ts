import {
  maxPublishBytes,
  type Published,
  type PublishedMessage,
  type PublishRequest,
  type Refusal,
} from '../../contract/publishing/publish.ts';
import type { IngestMessage, NotifyMessage, PublishEvent } from '../../contract/publishing/queue-messages.ts';
import { type FallBackDeps, fallBack } from '../delivery/fall-back.ts';
import { type BuildDigestDeps, buildDigest } from '../digests/build-digest.ts';
import { completeDigest } from '../digests/complete-digest.ts';
import { PermanentError, Refused, RetryableError } from '../errors.ts';
import { type DispatchDeps, dispatch, fanOut } from '../planning/dispatch.ts';
import { type ReleaseDeps, release } from '../scheduling/release.ts';
import { fanOutTopic } from '../topics/fan-out-topic.ts';
import type { Topics } from '../topics/ports/topics.ts';
import { answerOnce } from './answer-once.ts';
import type { Idempotency } from './ports/idempotency.ts';
import { type PublishDeps, publish } from './publish.ts';
import { type NoteRequestDeps, noteRequest } from './record-request.ts';

/** Where a message comes from: what makes the ids of a publish without a key the same on every attempt. */
export type Origin = { messageId: string; sentAt: Date };

/** What the ids of a publish are made of when it brings no key of its own. */
type From = { caller: string; key: string; requestedAt: Date };

export type IngestDeps = DispatchDeps &
  ReleaseDeps &
  FallBackDeps &
  PublishDeps &
  BuildDigestDeps &
  NoteRequestDeps & { idempotency: Idempotency; topics: Topics };

/**
 * Works off one message of the ingest queue: our own, a publish that the owner put there, or an event from the bus.
 * @throws PermanentError when a publish is wrong, or when some of its recipients were refused (the others are accepted).
 */
export async function ingest(message: IngestMessage, origin: Origin, deps: IngestDeps): Promise<void> {
  if ('detail-type' in message) return acceptEvent(message, deps);
  if (!('type' in message)) return accept(message, { caller: 'queue', key: origin.messageId, requestedAt: origin.sentAt }, deps);

  switch (message.type) {
    case 'notify':
      await Promise.all([message.alone && noteAlone(message, deps), dispatch(message, deps)]);
      return;
    case 'fan-out':
      return fanOut(message, deps);
    case 'release':
      await release(message, deps);
      return;
    case 'digest':
      await buildDigest(message, deps);
      return;
    case 'settle-digest':
      return completeDigest(message.notificationId, deps);
    case 'fall-back':
      await fallBack(message, deps);
      return;
    case 'fan-out-topic':
      return fanOutTopic(message, deps);
    default:
      return message satisfies never;
  }
}

/** A request of one notification, which no fan-out notes. */
function noteAlone({ userId, refused, ...run }: NotifyMessage, deps: NoteRequestDeps): Promise<void> {
  return noteRequest(run, { userIds: [userId], refused }, deps);
}

function acceptEvent({ id, source, time, detail }: PublishEvent, deps: IngestDeps): Promise<void> {
  return accept(detail, { caller: `bus:${source}`, key: id, requestedAt: new Date(time) }, deps);
}

async function accept({ idempotency_key, ...request }: PublishedMessage, from: From, deps: IngestDeps): Promise<void> {
  // SQS takes four times as much, of which the table keeps no item: it would be tried for hours
  if (Buffer.byteLength(JSON.stringify(request)) > maxPublishBytes)
    throw new PermanentError(`body_too_large: a publish may have ${maxPublishBytes} bytes`);

  try {
    const { refused } = await publishOnce(request, idempotency_key, from, deps);
    if (refused.length > 0) throw setAside(request, refused);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'idempotency_key_in_use') throw new RetryableError(error.message, { cause: error });
    const places = error.places.map(({ pointer, detail }) => `${pointer} ${detail}`).join(', ');
    throw new PermanentError(`${error.code}: ${error.message}${places && ` (${places})`}`);
  }
}

async function publishOnce(request: PublishRequest, key: string | undefined, from: From, deps: IngestDeps): Promise<Published> {
  if (key === undefined) return publish({ request, test: false, ...from }, deps);

  const { caller } = from;
  const work = (requestedAt: Date) => publish({ request, test: false, caller, key, requestedAt }, deps);
  return (await answerOnce({ caller, key, request }, work, deps)).body;
}

/** Only the refused recipients are put aside: those who were accepted must not get it again when it is redriven. */
function setAside(request: PublishRequest, refused: readonly Refusal[]): PermanentError {
  const recipients = request.recipients?.filter((_, index) =>
    refused.some(({ pointer }) => isWithin(pointer, `/recipients/${index}`)),
  );
  return new PermanentError(`refused: ${refused.map(({ pointer, code }) => `${pointer} ${code}`).join(', ')}`, {
    ...request,
    recipients,
  });
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
