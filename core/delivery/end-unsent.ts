import type { Explanation } from '../../contract/publishing/notifications.ts';
import { RetryableError } from '../errors.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { suppressedReason } from '../suppressions/rules/suppressed-reason.ts';
import type { DeliverOutcome, TakeStep } from './deliver-outcome.ts';
import type { TurnedDown } from './ports/channel-sender.ts';
import type { MessageRecord, NotificationRecord } from './ports/records.ts';
import { maySendAgain } from './rules/ambiguous-send.ts';
import { hasExpired } from './rules/has-expired.ts';
import { hasArrived } from './rules/outcomes.ts';

type Delivering = { message: MessageRecord; notification: NotificationRecord };

type EndUnsentDeps = {
  suppressions: Suppressions;
  /** Asks whether the user still wants it. */
  askAgain: () => Promise<TurnedDown | undefined>;
  /** What is decided of it now, when it has waited. */
  planAgain: () => Promise<Explanation | undefined>;
  now: () => Date;
};

/** How long what is held by a night that has begun since waits in its queue before it is looked at again, at most. */
const longestHoldSeconds = 3600;

/**
 * Ends a message that must not be sent (again): one that has expired, one whose send was in doubt before, whatever goes to a suppressed
 * address, what its user no longer wants, and what would not be planned any more. Nothing when it may go.
 * @throws RetryableError when it would be held now.
 */
export async function endUnsent(
  { message, notification }: Delivering,
  step: TakeStep,
  { suppressions, askAgain, planAgain, now }: EndUnsentDeps,
): Promise<DeliverOutcome | undefined> {
  const isOver = hasExpired(notification, now());
  const isInDoubt = message.status === 'unknown' && !maySendAgain(message, notification.workflow);
  if ((isOver || isInDoubt) && hasArrived(message.outcomes)) return endArrived(message, step);
  if (isOver) return expire(message, step);
  if (isInDoubt) return leaveInDoubt(step, 'nobody can say whether it was sent, so it is not sent again');
  const { address } = message;
  const [suppression, turnedDown, planned] = await Promise.all([
    address === undefined ? undefined : suppressions.find(address),
    askAgain(),
    planAgain(),
  ]);
  if (suppression !== undefined)
    return (await step({ status: 'suppressed', reason: suppressedReason(suppression.reason) })) ? 'suppressed' : 'overtaken';
  if (turnedDown !== undefined) return turnDown(turnedDown, step);
  return planned && endAsPlanned(planned, message, { step, now });
}

/** Ends a message that would be skipped, were it planned now. One that went into a digest by now goes all the same: its queue has it. */
async function endAsPlanned(
  { decision, reason, until, because }: Explanation,
  message: MessageRecord,
  { step, now }: Pick<EndUnsentDeps, 'now'> & { step: TakeStep },
): Promise<DeliverOutcome | undefined> {
  if (decision === 'hold' && until !== undefined) {
    const seconds = Math.ceil((new Date(until).getTime() - now().getTime()) / 1000);
    throw new RetryableError(`it is held: ${because}`, { afterSeconds: Math.min(longestHoldSeconds, seconds) });
  }
  if (decision !== 'skip' || reason === undefined) return undefined;
  if (hasArrived(message.outcomes)) return endArrived(message, step, because);
  if (reason === 'expired') return expire(message, step);
  if (message.status === 'unknown') return leaveInDoubt(step, `nobody can say whether it was sent; ${because}`);
  return turnDown({ reason, detail: because }, step);
}

/** Ends a message that has arrived at some of its addresses: it has reached its user. */
async function endArrived({ status }: MessageRecord, step: TakeStep, why?: string): Promise<DeliverOutcome> {
  const isTaken = status === 'unknown' || (await step({ status: 'sending' })); // what is queued is sent by nobody yet
  const detail = `it goes to no more of its addresses${why === undefined ? '' : `: ${why}`}`;
  return isTaken && (await step({ status: 'sent', detail })) ? 'sent' : 'overtaken';
}

/** Ends a message that may not go, with the reason why. */
export async function turnDown(turnedDown: TurnedDown, step: TakeStep): Promise<DeliverOutcome> {
  const { status = 'skipped', ...why } = turnedDown;
  if (!(await step({ status, ...why }))) return 'overtaken';
  return status === 'failed' ? 'rejected' : status;
}

/** Ends a message whose time is up; one whose send is in doubt stays so, as it may have arrived. */
export async function expire({ status }: MessageRecord, step: TakeStep): Promise<DeliverOutcome> {
  if (status === 'unknown') return leaveInDoubt(step, 'nobody can say whether it was sent, and it has expired since');
  const detail = 'it expired before it could be sent';
  return (await step({ status: 'expired', reason: 'expired', detail })) ? 'expired' : 'overtaken';
}

/** Ends a message that may have been sent, so that it is never sent again. */
export async function leaveInDoubt(step: TakeStep, detail: string): Promise<DeliverOutcome> {
  await step({ status: 'unknown', reason: 'ambiguous_send', detail });
  return 'gave-up-ambiguous';
}
