import { byChannel, channelNames } from '../../../contract/channels/channels.ts';
import { heldOut } from '../../../contract/experiments/held-out.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { type InBatch, planInBatch } from '../../batches/rules/place-in-batch.ts';
import { addressOn } from '../../channels/rules/address.ts';
import { type MayAdd, mayAddFor } from '../../delivery/rules/fallback.ts';
import { magicOutcome } from '../../delivery/rules/magic-recipient.ts';
import type { Assignment } from '../../experiments/rules/assign-variant.ts';
import type { Plannable, PlannedUser } from './candidate.ts';
import { chooseChannels } from './choose-channels.ts';
import { type CapWindow, findUsedUp, windowOf } from './frequency-cap.ts';
import { passesAlways, plan } from './plan.ts';
import { planAround } from './plan-around.ts';
import { type AddressTerms, refuseAddress } from './refuse-address.ts';
import { skipThrottled, throttleWindowOf } from './throttle.ts';

/**
 * A new notification for one user. `test`: a test key published it. `isResent`: it is another one sent again, and has what takes
 * the place of a channel already. `assignment`: what the user has in the workflow's experiment.
 */
export type NewPlan = Pick<Plannable, 'workflow' | 'overrides' | 'frequencyCaps' | 'fit' | 'steps' | 'paused'> & {
  user: PlannedUser;
  test: boolean;
  isResent?: boolean;
  /** The user's windows that are known to be used up. */
  usedUp?: readonly string[];
  assignment?: Assignment | undefined;
  /** The batch that it would be in; absent: it is gathered in none. */
  batch?: InBatch | undefined;
};

/** What happens with a new notification on each channel, the owner's terms for addresses considered: dispatch does it, the dry run tells it. */
export function planForUser(fresh: NewPlan, terms: AddressTerms, at: Date): Explanation[] {
  const { test, isResent = false, assignment, usedUp = [], batch, ...plannable } = fresh;
  const { user } = fresh;
  if (assignment?.variant === heldOut) return holdOut(fresh, assignment);
  const throttled = throttleWindowOf(fresh, at);
  if (throttled !== undefined && usedUp.includes(throttled.window)) return skipThrottled(fresh);
  const refusalOf = (channel: Channel) => (isPlayed(test, channel, user) ? undefined : refuseAddress(channel, user, terms));
  const refused = fresh.workflow.chain && channelNames().filter((channel) => refusalOf(channel) !== undefined);
  const planned = planAround(plan({ ...plannable, ...(refused && { refused }) }, at), {
    workflow: fresh.workflow,
    refusalOf,
    mayAdd: () => (isResent || fresh.overrides.isRoom ? {} : mayAdd(fresh, at)),
  });
  return planInBatch(planned, { ...fresh, place: batch?.place });
}

/** Who is held out gets nothing on any channel. */
function holdOut({ workflow, overrides }: NewPlan, { because: why }: Assignment): Explanation[] {
  const { channels, because } = chooseChannels(workflow, overrides);
  return channels.map((channel) => ({ channel, decision: 'skip', reason: 'holdout', because: `${because}, but ${why}` }));
}

/** The windows that a plan counts in: those of each message that goes at this instant on a channel with a cap. */
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

/** Lists the same for a new notification, which also counts for its workflow's throttle, unless it goes on no channel. */
export function newCapWindowsOf(planned: readonly Explanation[], fresh: NewPlan, at: Date): CapWindow[] {
  const isSkipped = planned.every(({ decision, reason }) => decision === 'skip' && reason !== 'batched');
  const throttled = isSkipped ? undefined : throttleWindowOf(fresh, at);
  return [...capWindowsOf(planned, fresh, at), ...(throttled ? [throttled] : [])];
}

/** What may be added in place of another: nothing that is too long, and nothing to who has had enough of it. */
function mayAdd({ workflow, user, overrides, frequencyCaps, fit, steps }: NewPlan, at: Date): MayAdd {
  const free = mayAddFor(user, workflow, { fit, steps });
  if (goesAnyway({ workflow, overrides })) return free;
  return byChannel((_, channel) => free[channel] === true && findUsedUp(channel, { user, frequencyCaps }, at) === undefined);
}

function goesAnyway({ workflow, overrides }: Pick<Plannable, 'workflow' | 'overrides'>): boolean {
  return passesAlways(overrides.priority ?? workflow.priority, workflow) !== undefined;
}

/** A magic address is nobody's, so the owner's terms do not hold for it, and a test plays the same wherever messages may go. */
function isPlayed(test: boolean, channel: Channel, user: PlannedUser): boolean {
  const address = test ? addressOn(channel, user) : undefined;
  return address !== undefined && magicOutcome(channel, address) !== undefined;
}
