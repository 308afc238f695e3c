import { byChannel } from '../../../contract/channels/channels.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import { type MayAdd, mayAddFor, planSms } from '../../delivery/rules/fallback.ts';
import { magicOutcome } from '../../delivery/rules/magic-recipient.ts';
import { type CapWindow, findUsedUp, windowOf } from './frequency-cap.ts';
import { type Plannable, type PlannedUser, passesAlways, plan } from './plan.ts';

/** A new notification for one user; `test` when a test key asks. */
export type NewPlan = Pick<Plannable, 'workflow' | 'overrides' | 'frequencyCaps' | 'fit'> & { user: PlannedUser; test: boolean };

/** What happens with a new notification on each channel, where SMS may go considered: dispatch does it, the dry run tells it. */
export function planForUser(fresh: NewPlan, smsCountries: readonly string[], at: Date): Explanation[] {
  const { test, ...plannable } = fresh;
  const { user } = fresh;
  const planned = plan(plannable, at);
  return isPlayed(test, user) ? planned : planSms(planned, user.phone, mayAdd(fresh, at), smsCountries);
}

/** The windows that a plan counts in: those of each e-mail and SMS that goes at this instant. */
export function capWindowsOf(
  planned: readonly Explanation[],
  { workflow, user, overrides, frequencyCaps }: Plannable,
  at: Date,
): CapWindow[] {
  const passes = goesAnyway({ workflow, overrides });
  const going = planned.filter(({ decision }) => decision === 'send').map(({ channel }) => channel);
  const counting = frequencyCaps?.allowances.filter(({ channel }) => going.includes(channel)) ?? [];
  return counting.map((each) => ({ window: windowOf(each, user, at), ...(!passes && { most: each.most }) }));
}

/** What may be added in place of an SMS: no e-mail that its subject is too long for, and none to who has had enough of them. */
function mayAdd({ workflow, user, overrides, frequencyCaps, fit }: NewPlan, at: Date): MayAdd {
  const free = mayAddFor(user, workflow, fit);
  if (goesAnyway({ workflow, overrides })) return free;
  return byChannel((_, channel) => free[channel] === true && findUsedUp(channel, { user, frequencyCaps }, at) === undefined);
}

function goesAnyway({ workflow, overrides }: Pick<Plannable, 'workflow' | 'overrides'>): boolean {
  return passesAlways(overrides.priority ?? workflow.priority, workflow) !== undefined;
}

/** A magic number is nobody's, so no country's rules hold for it, and a test plays the same wherever SMS may go. */
function isPlayed(test: boolean, { phone }: PlannedUser): boolean {
  return test && phone !== undefined && magicOutcome('sms', phone) !== undefined;
}
