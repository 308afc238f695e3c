import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { suppressedReason } from '../suppressions/rules/suppressed-reason.ts';
import type { DeliverOutcome, TakeStep } from './deliver-outcome.ts';
import type { MessageRecord, NotificationRecord } from './ports/records.ts';
import { maySendAgain } from './rules/ambiguous-send.ts';

type Delivering = { message: MessageRecord; notification: NotificationRecord };

/**
 * Ends a message that must not be sent (again): one that has expired, one whose send was in doubt before, and whatever goes
 * to a suppressed address. Nothing when it may go.
 */
export async function endUnsent(
  { message, notification }: Delivering,
  step: TakeStep,
  { suppressions, now }: { suppressions: Suppressions; now: () => Date },
): Promise<DeliverOutcome | undefined> {
  if (hasExpired(notification, now())) return expire(message, step);
  if (message.status === 'unknown' && !maySendAgain(message, notification.workflow))
    return leaveInDoubt(step, 'nobody can say whether it was sent, so it is not sent again');
  const suppression = message.address === undefined ? undefined : await suppressions.find(message.address);
  if (suppression === undefined) return undefined;
  return (await step({ status: 'suppressed', reason: suppressedReason(suppression.reason) })) ? 'suppressed' : 'overtaken';
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
