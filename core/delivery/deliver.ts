import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import type { Reason } from '../../contract/values.ts';
import { rememberOptOut } from '../channels/sms/remember-opt-out.ts';
import { NotKnownYet, PermanentError, RetryableError } from '../errors.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import type { Now } from '../time/ports/clock.ts';
import { endUnsent, expire, hasExpired, leaveInDoubt } from './end-unsent.ts';
import { playTestRecipient } from './play-test-recipient.ts';
import type { DeliveryLedger, Step } from './ports/ledger.ts';
import type { ProviderAnswer } from './ports/providers.ts';
import type { AcquirePermit } from './ports/rate-limiter.ts';
import type { Bill, MessageRecord, NotificationRecord } from './ports/records.ts';
import { isPastHope, ownersPauseSeconds, triesOf, unverifiedWindowSeconds } from './rules/give-up.ts';
import { waitForPermit } from './wait-for-permit.ts';

/** A claimed message with what is needed to render it, and where it goes. */
export type Claimed = { notification: NotificationRecord; address: string; attempts: number; dueAt?: Date };

/** Why a message may not go, and what its timeline says; `skipped` unless it is `suppressed`. */
export type TurnedDown = { status?: 'suppressed'; reason: Reason; detail: string };

/** A rendered message: the call to the provider, whoever has to be asked for leave just before it, and how many units it is to the provider. */
export type Prepared = {
  units?: number;
  bill?: Bill;
  admit?: () => Promise<TurnedDown | undefined>;
  send: () => Promise<ProviderAnswer>;
};

export type DeliverDeps = {
  ledger: DeliveryLedger;
  suppressions: Suppressions;
  acquirePermit: AcquirePermit;
  leaseSeconds: number;
  ambiguousWaitSeconds: number;
  /** How long a provider may refuse to take it before it is given up. */
  retryWindowSeconds: number;
  /** How long what waits for the owner rests at first. */
  pauseSeconds?: number;
  now: Now;
};

type NotNow = ProviderAnswer & { outcome: 'not-now' };

type Change = Pick<Step, 'status' | 'reason' | 'providerId' | 'detail' | 'bill'>;

/** Records a step of the message that is held; answers whether it still is. */
export type TakeStep = (change: Change) => Promise<boolean>;

export type DeliverOutcome =
  | 'sent'
  | 'suppressed'
  | 'simulated'
  | 'skipped'
  | 'expired'
  | 'rejected'
  | 'finished-before'
  /** Its user was deleted, or its time is up. */
  | 'gone'
  | 'gave-up-ambiguous'
  | 'claim-lost';

/**
 * Delivers one message at most once: claim → expired? suppressed? → render → ask leave → wait its turn → note "sending" → send → confirm.
 * `prepare` renders, and gives back the rest: all that can go wrong before the send happens before it is noted.
 * @throws RetryableError when another attempt holds it, when its turn is too far off, when nothing was sent, or nobody knows yet whether it was.
 * @throws NotKnownYet when it cannot be rendered.
 * @throws PermanentError when nobody has taken it for too long.
 */
export async function deliver(
  { notificationId, channel }: DeliverMessage,
  prepare: (claimed: Claimed) => Prepared,
  deps: DeliverDeps,
): Promise<DeliverOutcome> {
  const { ledger, leaseSeconds, ambiguousWaitSeconds, now } = deps;
  const claim = await ledger.claim({ notificationId, channel, leaseSeconds, ambiguousWaitSeconds, now: now() });
  if (claim.outcome === 'finished') return 'finished-before';
  if (claim.outcome === 'missing') return 'gone';
  if (claim.outcome === 'busy') {
    throw new RetryableError('another attempt holds this message, or its last send is still in doubt', {
      afterSeconds: claim.afterSeconds,
    });
  }

  const { notification, message, fence } = claim;
  const step: TakeStep = (change) => ledger.step({ notificationId, channel, fence, at: now(), ...change });
  const end = await endUnsent({ message, notification }, step, deps);
  if (end !== undefined) return end;

  const { units = 1, bill, admit, send } = prepareOrPutAside(prepare, notification, message);
  if (notification.test) return playTestRecipient(message, step);
  const turnedDown = await admit?.();
  if (turnedDown !== undefined) {
    const { status = 'skipped', ...why } = turnedDown;
    return (await step({ status, ...why })) ? status : 'claim-lost';
  }
  await waitForPermit(units, { notificationId, channel, fence }, deps);
  if (hasExpired(notification, now())) return expire(message, step);
  if (!(await step({ status: 'sending', ...(bill && { bill }) }))) return 'claim-lost';
  const answer = await send();
  if (isRefusedForTooLong(answer, message, deps)) return giveUp(answer, message, step);
  const outcome = await recordAnswer(answer, step, pausesOf(message, deps));
  await rememberOptOut(answer, message, deps);
  return outcome;
}

/** A used-up quota, or a sender who is paused, is nothing that failed: the queue's own end is far, and a redrive goes on from there. */
function isRefusedForTooLong(
  answer: ProviderAnswer,
  { events }: MessageRecord,
  { now, retryWindowSeconds }: DeliverDeps,
): answer is NotNow {
  if (answer.outcome !== 'not-now' || answer.because === 'quota' || answer.because === 'paused') return false;
  const windowSeconds = answer.because === 'recipient-unverified' ? unverifiedWindowSeconds : retryWindowSeconds;
  return isPastHope(triesOf(events, now()), { windowSeconds, now: now() });
}

/** What was certainly not sent goes to the dead-letter messages, from where a redrive sends it; what may have been is never sent again. */
async function giveUp({ because, detail }: NotNow, { events }: MessageRecord, step: TakeStep): Promise<DeliverOutcome> {
  if (events.some(({ status }) => status === 'unknown')) {
    return leaveInDoubt(step, detail);
  }
  if (!(await step({ status: 'failed', reason: 'gave_up', detail }))) return 'claim-lost';
  throw new PermanentError(`gave_up: the provider would not take it for hours (${because}); redrive it to try again`);
}

type Pauses = { ambiguousSeconds: number; unverifiedSeconds: number };

function pausesOf({ events }: MessageRecord, { ambiguousWaitSeconds, pauseSeconds = 900, now }: DeliverDeps): Pauses {
  return {
    ambiguousSeconds: ambiguousWaitSeconds,
    unverifiedSeconds: ownersPauseSeconds(triesOf(events, now()), pauseSeconds),
  };
}

async function recordAnswer(answer: ProviderAnswer, step: TakeStep, pauses: Pauses): Promise<DeliverOutcome> {
  switch (answer.outcome) {
    case 'sent':
      await step({ status: 'sent', providerId: answer.providerId });
      return 'sent';
    case 'rejected':
      await step({ status: 'failed', reason: answer.reason, detail: answer.detail });
      return 'rejected';
    case 'not-now':
      await step({ status: 'queued', detail: answer.detail });
      if (answer.because === 'recipient-unverified')
        throw new RetryableError('the provider takes none to this recipient yet', { afterSeconds: pauses.unverifiedSeconds });
      throw new RetryableError(`the provider cannot take it now: ${answer.because}`, { stopBatch: true });
    case 'unknown':
      await step({ status: 'unknown', detail: answer.detail });
      throw new RetryableError('the provider may or may not have taken it', { afterSeconds: pauses.ambiguousSeconds });
    default:
      return answer satisfies never;
  }
}

function prepareOrPutAside(
  prepare: (claimed: Claimed) => Prepared,
  notification: NotificationRecord,
  { channel, address, attempts, dueAt }: MessageRecord,
): Prepared {
  if (address === undefined) throw new PermanentError(`the ${channel} message of ${notification.id} has no address`);
  try {
    return prepare({ notification, address, attempts, ...(dueAt && { dueAt }) });
  } catch (error) {
    // the workflow has changed since the publish was accepted, or is about to; the error may quote data, so only its name goes on
    const name = error instanceof Error ? error.name : typeof error;
    throw new NotKnownYet(`the ${channel} of workflow "${notification.workflow}" could not be written (${name})`);
  }
}
