import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import { NotKnownYet, PermanentError, RetryableError } from '../errors.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import { announceEnd } from './announce-end.ts';
import type { DeliverOutcome, TakeStep } from './deliver-outcome.ts';
import { endUnsent, expire, hasExpired } from './end-unsent.ts';
import { playTestRecipient } from './play-test-recipient.ts';
import type { ChannelSender, Rendered, TurnedDown } from './ports/channel-sender.ts';
import type { Claim, DeliveryLedger } from './ports/ledger.ts';
import type { AcquirePermit } from './ports/rate-limiter.ts';
import { type RecordAnswerDeps, recordAnswer } from './record-answer.ts';
import { waitForPermit } from './wait-for-permit.ts';

export type DeliverDeps = RecordAnswerDeps & {
  ledger: DeliveryLedger;
  acquirePermit: AcquirePermit;
  leaseSeconds: number;
  ingest: IngestQueue;
};

/**
 * Delivers one message at most once, and announces how it ended.
 * @throws RetryableError when another attempt holds it, when its permit is too far off, when nothing was sent, or nobody knows yet whether it was.
 * @throws NotKnownYet when it cannot be rendered.
 * @throws PermanentError when nobody has taken it for too long.
 */
export async function deliver<Content extends Rendered>(
  message: DeliverMessage,
  sender: ChannelSender<Content>,
  deps: DeliverDeps,
): Promise<DeliverOutcome> {
  try {
    const outcome = await attempt(message, sender, deps);
    await announceEnd(message, outcome, deps);
    return outcome;
  } catch (error) {
    if (error instanceof PermanentError) await announceEnd(message, 'gave-up', deps);
    throw error;
  }
}

/** Claim → expired? suppressed? → render → may it go? → wait for a permit → note "sending" → send → record the answer. */
async function attempt<Content extends Rendered>(
  { notificationId, channel }: DeliverMessage,
  sender: ChannelSender<Content>,
  deps: DeliverDeps,
): Promise<DeliverOutcome> {
  const { ledger, leaseSeconds, ambiguousWaitSeconds, now } = deps;
  const claim = await ledger.claim({ notificationId, channel, leaseSeconds, ambiguousWaitSeconds, now: now() });
  if (claim.outcome !== 'yours') return notYours(claim);
  const { notification, message, fence } = claim;
  const held = { notificationId, channel, fence };
  const step: TakeStep = (change) => ledger.step({ ...held, at: now(), ...change });

  const end = await endUnsent({ message, notification }, step, deps);
  if (end !== undefined) return end;
  const content = renderOrPutAside(sender, claim);
  if (notification.test) return playTestRecipient(message, step);
  const turnedDown = await sender.admit(content);
  if (turnedDown !== undefined) return turnDown(turnedDown, step);
  await waitForPermit(content.units, held, deps);
  if (hasExpired(notification, now())) return expire(message, step);

  const { bill } = content;
  if (!(await step({ status: 'sending', ...(bill && { bill }) }))) return 'claim-lost';
  const answer = await sender.send(content);
  return recordAnswer(answer, { message, step }, deps);
}

type Claimed = Claim & { outcome: 'yours' };

function notYours(claim: Exclude<Claim, Claimed>): DeliverOutcome {
  if (claim.outcome === 'finished') return 'finished-before';
  if (claim.outcome === 'missing') return 'gone';
  throw new RetryableError('another attempt holds this message, or its last send is still in doubt', {
    afterSeconds: claim.afterSeconds,
  });
}

function renderOrPutAside<Content extends Rendered>(
  sender: ChannelSender<Content>,
  { notification, message: { channel, address, attempts, dueAt } }: Claimed,
): Content {
  if (address === undefined) throw new PermanentError(`the ${channel} message of ${notification.id} has no address`);
  try {
    return sender.render({ notification, address, attempts, ...(dueAt && { dueAt }) });
  } catch (error) {
    // the workflow has changed since the publish was accepted, or is about to; the error may quote data, so only its name goes on
    const name = error instanceof Error ? error.name : typeof error;
    throw new NotKnownYet(`the ${channel} of workflow "${notification.workflow}" could not be written (${name})`);
  }
}

async function turnDown(turnedDown: TurnedDown, step: TakeStep): Promise<DeliverOutcome> {
  const { status = 'skipped', ...why } = turnedDown;
  return (await step({ status, ...why })) ? status : 'claim-lost';
}
