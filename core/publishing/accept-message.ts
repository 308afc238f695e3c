import { maxPublishBytes } from '../../contract/publishing/max-publish-bytes.ts';
import type { Published, PublishedMessage, PublishRequest, Refusal } from '../../contract/publishing/publish.ts';
import type { PublishEvent } from '../../contract/publishing/queue-messages.ts';
import { PermanentError, Refused, RetryableError } from '../errors.ts';
import { pointerInLog } from '../http/rules/problem-places.ts';
import { callerFor } from '../tenants/rules/owned.ts';
import { findCallbackFaults } from '../webhooks/find-callback-faults.ts';
import type { Webhooks } from '../webhooks/ports/webhooks.ts';
import { answerOnce } from './answer-once.ts';
import type { Idempotency } from './ports/idempotency.ts';
import { type PublishDeps, publish } from './publish.ts';
import { fingerprint } from './rules/fingerprint.ts';

/** Where a message comes from: what makes the ids of a publish without a key the same on every attempt. */
export type Origin = { messageId: string; sentAt: Date };

/** What the ids of a publish are made of when it brings no key of its own. */
type From = { caller: string; key: string; requestedAt: Date };

export type AcceptDeps = PublishDeps & { idempotency: Idempotency; webhooks: Pick<Webhooks, 'find'> };

/**
 * Accepts a publish that the owner put on the ingest queue.
 * @throws PermanentError when it is wrong, or when some of its recipients were refused (the others are accepted).
 */
export function acceptMessage(message: PublishedMessage, origin: Origin, deps: AcceptDeps): Promise<void> {
  return accept(message, { caller: callerFor(message.tenant, 'queue'), key: origin.messageId, requestedAt: origin.sentAt }, deps);
}

/** Accepts a publish that came over the bus. Errors as `acceptMessage`. */
export function acceptEvent({ id, source, time, detail }: PublishEvent, deps: AcceptDeps): Promise<void> {
  return accept(detail, { caller: callerFor(detail.tenant, `bus:${source}`), key: id, requestedAt: new Date(time) }, deps);
}

async function accept({ idempotency_key, ...request }: PublishedMessage, from: From, deps: AcceptDeps): Promise<void> {
  // SQS takes four times as much, of which the table keeps no item: it would be tried for hours
  if (Buffer.byteLength(JSON.stringify(request)) > maxPublishBytes)
    throw new PermanentError(`body_too_large: a publish may have ${maxPublishBytes} bytes`);

  try {
    const { refused } = await publishOnce(request, idempotency_key, from, deps);
    if (refused.length > 0) throw setAside(request, refused, idempotency_key);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'idempotency_key_in_use') throw new RetryableError(error.message, { cause: error });
    const places = error.places.map((place) => `${pointerInLog(place)} ${place.detail}`).join(', ');
    throw new PermanentError(`${error.code}: ${error.message}${places && ` (${places})`}`);
  }
}

async function publishOnce(request: PublishRequest, key: string | undefined, from: From, deps: AcceptDeps): Promise<Published> {
  const work = async (as: From) =>
    publish({ request, test: false, ...as, faults: await findCallbackFaults(request, deps) }, deps);
  if (key === undefined) return work(from);

  const { caller } = from;
  return (await answerOnce({ caller, key, request }, (requestedAt) => work({ caller, key, requestedAt }), deps)).body;
}

/**
 * Puts only the refused recipients aside: those who were accepted must not get it again when it is redriven. Whoever puts the
 * publish on the queue again under its key gets the same key for what is left.
 */
function setAside(request: PublishRequest, refused: readonly Refusal[], key: string | undefined): PermanentError {
  const recipients = request.recipients?.filter((_, index) =>
    refused.some(({ pointer }) => isWithin(pointer, `/recipients/${index}`)),
  );
  return new PermanentError(`refused: ${refused.map((refusal) => `${pointerInLog(refusal)} ${refusal.code}`).join(', ')}`, {
    ...request,
    recipients,
    ...(key !== undefined && { idempotency_key: fingerprint(JSON.stringify([key, 'refused'])) }),
  });
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
