import type { Explanation } from '../../contract/notifications.ts';
import { magicOutcome } from './magic-recipient.ts';
import { type Plannable, type PlannedUser, plan } from './plan.ts';
import { withoutOptedOut } from './preferences.ts';
import { planSms } from './sms-fallback.ts';

/** A new notification for one user; `test` when a test key asks. */
export type NewPlan = Pick<Plannable, 'workflow' | 'wishes'> & { user: PlannedUser; test: boolean };

/** What happens with a new notification on each channel, where SMS may go considered: dispatch does it, simulation tells it. */
export function planForUser({ workflow, user, wishes, test }: NewPlan, smsCountries: readonly string[], at: Date): Explanation[] {
  const planned = plan({ workflow, user, wishes }, at);
  return isRehearsed(test, user) ? planned : planSms(planned, withoutOptedOut(user, workflow), smsCountries);
}

/** A magic number is nobody's, so no country's rules hold for it, and a test plays the same wherever SMS may go. */
function isRehearsed(test: boolean, { phone }: PlannedUser): boolean {
  return test && phone !== undefined && magicOutcome('sms', phone) !== undefined;
}
