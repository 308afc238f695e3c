import { rememberOptOut } from '../channels/sms/remember-opt-out.ts';
import { PermanentError, RetryableError } from '../errors.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import type { Now } from '../time/ports/clock.ts';
import type { DeliverOutcome, TakeStep } from './deliver-outcome.ts';
import { leaveInDoubt } from './end-unsent.ts';
import type { ProviderAnswer } from './ports/providers.ts';
import type { MessageRecord } from './ports/records.ts';
import { isPastHope, ownersPauseSeconds, triesOf, unverifiedWindowSeconds } from './rules/give-up.ts';
import { hasArrived } from './rules/outcomes.ts';
import { mayHaveGone } from './rules/provider-in-doubt.ts';

export type RecordAnswerDeps = {
  suppressions: Suppressions;
  ambiguousWaitSeconds: number;
  /** How long a provider may refuse to take it before it is given up. */
  retryWindowSeconds: number;
  /** How long a message waits at first when it waits for the owner. */
  pauseSeconds: number;
  now: Now;
};

type NotNow = ProviderAnswer & { outcome: 'not-now' };

/**
 * Records what the provider said of a message that is held.
 * @throws RetryableError when nothing was sent, or nobody knows yet whether it was.
 * @throws PermanentError when nobody has taken it for too long.
 */
export async function recordAnswer(
  answer: ProviderAnswer,
  { message, step }: { message: MessageRecord; step: TakeStep },
  deps: RecordAnswerDeps,
): Promise<DeliverOutcome> {
  if (isRefusedForTooLong(answer, message, deps)) {
    if (!hasArrived(answer.outcomes)) return giveUp(answer, message, step);
    return takeAnswer({ ...answer, outcome: 'sent', providerId: message.channel }, step, waitsOf(message, deps));
  }
  const outcome = await takeAnswer(answer, step, waitsOf(message, deps));
  await rememberOptOut(answer, message, deps);
  return outcome;
}

/** A used-up quota, or a sender who is paused, is nothing that failed: the queue's own end is far, and a redrive goes on from there. */
function isRefusedForTooLong(
  answer: ProviderAnswer,
  { events }: MessageRecord,
  { now, retryWindowSeconds }: RecordAnswerDeps,
): answer is NotNow {
  if (answer.outcome !== 'not-now' || answer.because === 'quota' || answer.because === 'paused') return false;
  const windowSeconds = answer.because === 'recipient-unverified' ? unverifiedWindowSeconds : retryWindowSeconds;
  return isPastHope(triesOf(events, now()), { windowSeconds, now: now() });
}

/** What was certainly not sent goes to the dead-letter messages, from where a redrive sends it; what may have been is never sent again. */
async function giveUp({ because, detail }: NotNow, { events }: MessageRecord, step: TakeStep): Promise<DeliverOutcome> {
  if (mayHaveGone(events)) return leaveInDoubt(step, detail);
  if (!(await step({ status: 'failed', reason: 'gave_up', detail }))) return 'overtaken';
  throw new PermanentError(`gave_up: the provider would not take it for hours (${because}); redrive it to try again`);
}

/** How long a message waits after an answer that leaves it to be tried again, in seconds. */
type Waits = { ambiguousSeconds: number; unverifiedSeconds: number };

function waitsOf({ events }: MessageRecord, { ambiguousWaitSeconds, pauseSeconds, now }: RecordAnswerDeps): Waits {
  return {
    ambiguousSeconds: ambiguousWaitSeconds,
    unverifiedSeconds: ownersPauseSeconds(triesOf(events, now()), pauseSeconds),
  };
}

async function takeAnswer(answer: ProviderAnswer, step: TakeStep, waits: Waits): Promise<DeliverOutcome> {
  const outcomes = answer.outcomes && { outcomes: answer.outcomes };
  switch (answer.outcome) {
    case 'sent':
      await step({ status: 'sent', providerId: answer.providerId, ...(answer.detail && { detail: answer.detail }), ...outcomes });
      return 'sent';
    case 'rejected':
      await step({ status: 'failed', reason: answer.reason, detail: answer.detail, ...outcomes });
      return 'rejected';
    case 'not-now':
      await step({ status: 'queued', detail: answer.detail, ...outcomes });
      if (answer.because === 'recipient-unverified')
        throw new RetryableError('the provider takes none to this recipient yet', { afterSeconds: waits.unverifiedSeconds });
      if (answer.afterSeconds !== undefined)
        throw new RetryableError(`its address cannot take it now: ${answer.because}`, { afterSeconds: answer.afterSeconds });
      throw new RetryableError(`the provider cannot take it now: ${answer.because}`, {
        stopBatch: answer.outcomes === undefined,
      });
    case 'unknown':
      await step({ status: 'unknown', detail: answer.detail, ...outcomes });
      throw new RetryableError('the provider may or may not have taken it', { afterSeconds: waits.ambiguousSeconds });
    default:
      return answer satisfies never;
  }
}
