import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { suppressedReason } from '../suppressions/rules/suppressed-reason.ts';
import type { DeliverOutcome, TakeStep } from './deliver-outcome.ts';
import type { TurnedDown } from './ports/channel-sender.ts';
import type { MessageRecord, NotificationRecord } from './ports/records.ts';
import { maySendAgain } from './rules/ambiguous-send.ts';
import { hasArrived } from './rules/outcomes.ts';

type Delivering = { message: MessageRecord; notification: NotificationRecord };

type EndUnsentDeps = {
  suppressions: Suppressions;
  /** Asks whether the user still wants it. */
  askAgain: () => Promise<TurnedDown | undefined>;
  now: () => Date;
};

/**
 * Ends a message that must not be sent (again): one that has expired, one whose send was in doubt before, whatever goes to a suppressed
 * address, and what its user no longer wants. Nothing when it may go.
 */
export async function endUnsent(
  { message, notification }: Delivering,
  step: TakeStep,
  { suppressions, askAgain, now }: EndUnsentDeps,
): Promise<DeliverOutcome | undefined> {
  const isOver = hasExpired(notification, now());
  const isInDoubt = message.status === 'unknown' && !maySendAgain(message, notification.workflow);
  if ((isOver || isInDoubt) && hasArrived(message.outcomes)) return endArrived(message, step);
  if (isOver) return expire(message, step);
  if (isInDoubt) return leaveInDoubt(step, 'nobody can say whether it was sent, so it is not sent again');
  const { address } = message;
  const [suppression, turnedDown] = await Promise.all([
    address === undefined ? undefined : suppressions.find(address),
    askAgain(),
  ]);
  if (suppression === undefined) return turnedDown && turnDown(turnedDown, step);
  return (await step({ status: 'suppressed', reason: suppressedReason(suppression.reason) })) ? 'suppressed' : 'overtaken';
}

/** Ends a message that has arrived at some of its addresses: it has reached its user. */
async function endArrived({ status }: MessageRecord, step: TakeStep): Promise<DeliverOutcome> {
  const isTaken = status === 'unknown' || (await step({ status: 'sending' })); // what is queued is sent by nobody yet
  return isTaken && (await step({ status: 'sent', detail: 'it goes to no more of its addresses' })) ? 'sent' : 'overtaken';
}

/** Ends a message that may not go, with the reason why. */
export async function turnDown(turnedDown: TurnedDown, step: TakeStep): Promise<DeliverOutcome> {
  const { status = 'skipped', ...why } = turnedDown;
  if (!(await step({ status, ...why }))) return 'overtaken';
  return status === 'failed' ? 'rejected' : status;
}

/** Whether it has expired. A message may have waited in its channel's queue for the provider's rate, a pause or an outage. */
export function hasExpired({ goodUntil }: NotificationRecord, at: Date): boolean {
  return goodUntil !== undefined && goodUntil <= at;
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
