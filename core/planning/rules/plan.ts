import { channelOf, isSent } from '../../../contract/channels/channels.ts';
import { soonestFrequency } from '../../../contract/digests/frequencies.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel, Priority, Reason } from '../../../contract/values.ts';
import { addressOn } from '../../channels/rules/address.ts';
import { isOff } from '../../channels/rules/behaviours.ts';
import { noteAddress } from '../../channels/rules/reached-by.ts';
import { emailFrequencyOf, preferenceOf, type Reachable } from '../../preferences/rules/preferences.ts';
import { inChainOrder, termsOf } from '../../workflows/rules/chain.ts';
import type { CopyFit } from '../../workflows/rules/copy-fit.ts';
import { describeDelay } from '../../workflows/rules/delay.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { awaitTurn, noteMissed, otherOf } from './await-turn.ts';
import { type Candidate, hold, type OtherChannel, type Plannable, skip } from './candidate.ts';
import { type Chosen, chooseChannels } from './choose-channels.ts';
import { describeUsedUp, findUsedUp, waitsForDigest } from './frequency-cap.ts';
import { holdWhilePaused, type WorkflowPause } from './hold-while-paused.ts';
import { quietUntil } from './quiet-hours.ts';

/**
 * What happens at an instant on each channel, with the reason: the one place that decides it, for dispatch, release and the dry run.
 * Every channel that was chosen, or held, gets exactly one explanation.
 */
export function plan(plannable: Plannable, at: Date): Explanation[] {
  const { workflow, overrides, held, fit, refused = [] } = plannable;
  const { channels, because }: Chosen = chooseChannels(workflow, overrides);
  const priority = overrides.priority ?? workflow.priority;
  const planned = held?.channels ?? channels.filter((channel) => isNamed(plannable) || mayBeThere(channel, plannable));
  const arrives = planned.includes('inbox') && refusal(plannable, 'inbox') === undefined;
  const inInbox = held?.inbox !== undefined || arrives;

  const others: Partial<Record<Channel, OtherChannel>> = { ...held?.others };
  const decided = new Map<Channel, Explanation>();
  for (const channel of inChainOrder(workflow, planned)) {
    const why = because + noteAddress(workflow, toVerified(channel, plannable)) + noteOn(channel, fit);
    const explanation = decide({ ...plannable, channel, priority, inInbox, others, why, at });
    decided.set(channel, explanation);
    others[channel] = refused.includes(channel) ? { hasMissed: true } : otherOf(explanation, at);
  }
  return planned.flatMap((channel) => decided.get(channel) ?? []);
}

/** The address of a channel on which a user may have several. */
function toVerified(channel: Channel, { user }: Plannable): string | undefined {
  return channelOf(channel).address?.several === undefined ? undefined : addressOn(channel, user);
}

/** Whether somebody named the channels, and did not leave it to the priority. */
function isNamed({ workflow, overrides }: Plannable): boolean {
  return (overrides.channels ?? workflow.channels ?? workflow.chain) !== undefined;
}

/** Whether a channel may reach a user: most have connected nothing, and each notification would tell of that. */
function mayBeThere(channel: Channel, { user }: Plannable): boolean {
  return channelOf(channel).address?.isRegistered !== true || addressOn(channel, user) !== undefined;
}

function noteOn(channel: Channel, fit: CopyFit = {}): string {
  const fits = fit[channel];
  return fits && 'note' in fits ? `; ${fits.note}` : '';
}

/**
 * Asks the questions in order, from what holds all to what holds least. What is not due yet is decided in full when it is: its
 * user may change their mind until then.
 */
function decide(candidate: Candidate): Explanation {
  const { overrides, channel, paused, at } = candidate;
  const { sendAt, expiresAt } = overrides;
  if (expiresAt !== undefined && expiresAt <= at) return skip(candidate, 'expired', 'but it has expired');
  if (sendAt !== undefined && at < sendAt)
    return hold(candidate, { heldFor: 'send_at', until: sendAt, because: 'and the publish gave this time' });
  const { delayedUntil } = candidate.steps ?? {};
  if (delayedUntil !== undefined && at < delayedUntil)
    return hold(candidate, { heldFor: 'delay', until: delayedUntil, because: describeWait(candidate) });
  if (paused !== undefined) return waitForOwner(candidate, paused);

  const no = refusal(candidate, channel);
  if (no !== undefined) return skip(candidate, no.reason, `but ${no.because}`);
  return decideWhen(noteMissed(noteOptOut(candidate)));
}

function describeWait({ workflow: { delay } }: Candidate): string {
  return `and the workflow waits ${delay === undefined ? '' : describeDelay(delay)}`;
}

/** When it goes to a user who takes it. */
function decideWhen(candidate: Candidate): Explanation {
  const { workflow, user, channel, priority, why, at } = candidate;
  if (!isSent(channel)) return { channel, decision: 'send', because: why };
  const { isDigestible, isHeldAtNight } = channelOf(channel);
  const waiting = awaitTurn(candidate);
  if (waiting !== undefined) return waiting;

  const passes = passesAlways(priority, workflow);
  const frequency = isDigestible ? emailFrequencyOf(user, workflow) : 'immediate';
  if (frequency !== 'immediate' && passes === undefined)
    return { channel, decision: 'digest', cadence: frequency, because: `${why}, in the user's ${frequency} digest` };

  const until = isHeldAtNight ? quietUntil(at, user) : undefined;
  if (passes !== undefined && until !== undefined)
    return { channel, decision: 'send', because: `${why}; the user has quiet hours, but ${passes}` };
  if (until !== undefined)
    return hold(candidate, { heldFor: 'quiet_hours', until, because: "but it is held until the user's quiet hours end" });
  const heldBack = passes === undefined ? holdBack(candidate) : undefined;
  return heldBack ?? { channel, decision: 'send', because: why };
}

/** What becomes of something that is over the user's frequency cap. */
function holdBack(candidate: Candidate): Explanation | undefined {
  const { user, channel, frequencyCaps, why, at } = candidate;
  const usedUp = findUsedUp(channel, candidate, at);
  if (frequencyCaps === undefined || usedUp === undefined) return undefined;

  const because = `but the user has had ${describeUsedUp(usedUp)}`;
  if (candidate.workflow.to === 'verified' || !waitsForDigest(channel, user, frequencyCaps))
    return skip(candidate, 'throttled', because);
  return {
    channel,
    decision: 'digest',
    cadence: soonestFrequency(),
    because: `${why}, ${because}: it goes into their next ${soonestFrequency()} digest`,
  };
}

/** Why quiet hours, digests and frequency caps do not hold something back, if they do not. */
export function passesAlways(priority: Priority, { required }: Workflow): string | undefined {
  if (required) return 'the workflow is required';
  return priority === 'urgent' ? 'priority "urgent" passes them' : undefined;
}

/** Why a channel cannot or must not be used. */
function refusal(
  { workflow, user, fit, steps, overrides }: Plannable,
  channel: Channel,
): { reason: Reason; because: string } | undefined {
  const { address, words } = channelOf(channel);
  if (isOff(workflow, channel))
    return { reason: 'channel_off', because: `${words.many} are off in this stage; the setting "${channel}" switches them on` };
  if (address !== undefined && addressOn(channel, user) === undefined)
    return {
      reason: 'no_address',
      because: `the user has no ${workflow.to === 'verified' && address.several ? 'verified ' : ''}${address.noun}`,
    };
  const optOut = overrides.isRoom ? undefined : describeOptOut(workflow, user, channel); // a room has no preferences
  if (optOut !== undefined && !workflow.required) return { reason: 'preference_opted_out', because: optOut };
  if (steps?.unmet.includes(channel))
    return { reason: 'condition_not_met', because: `the workflow's condition for ${words.many} is not met` };
  const { priorities } = termsOf(workflow, channel);
  if (priorities?.includes(overrides.priority ?? workflow.priority) === false)
    return { reason: 'condition_not_met', because: `the workflow's chain has it for priority ${priorities.join(' and ')} alone` };
  const fits = fit?.[channel];
  return fits && 'tooLong' in fits ? { reason: 'content_too_long', because: `it does not fit: ${fits.tooLong}` } : undefined;
}

function noteOptOut(candidate: Candidate): Candidate {
  if (candidate.overrides.isRoom) return candidate;
  const optOut = describeOptOut(candidate.workflow, candidate.user, candidate.channel);
  return optOut === undefined ? candidate : { ...candidate, why: `${candidate.why}; ${optOut}, but the workflow is required` };
}

function describeOptOut(workflow: Workflow, user: Reachable, channel: Channel): string | undefined {
  const { value, chosen } = preferenceOf(user, workflow, channel);
  if (value === 'opted_in') return undefined;
  return `the user has ${chosen ? 'opted out of' : 'not opted in to'} ${channelOf(channel).words.many} in the category "${workflow.category}"`;
}

/** What waits until the owner resumes its workflow, which is looked at now and then. */
function waitForOwner({ channel, why, overrides, at }: Candidate, pause: WorkflowPause): Explanation {
  const until = holdWhilePaused(pause, overrides, at).toISOString();
  const because = `${why}, but the workflow is paused: ${pause.why}`;
  return { channel, decision: 'hold', held_for: 'paused', until, because };
}
