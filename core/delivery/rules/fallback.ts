import { byChannel, channelNames, channelOf, isSent } from '../../../contract/channels/channels.ts';
import type { Explanation, MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import { addressOn } from '../../channels/rules/address.ts';
import { copyOn, hasCopy, isOff } from '../../channels/rules/behaviours.ts';
import type { OtherChannel } from '../../planning/rules/candidate.ts';
import { preferenceOf, type Reachable } from '../../preferences/rules/preferences.ts';
import { inChainOrder } from '../../workflows/rules/chain.ts';
import type { CopyFit } from '../../workflows/rules/copy-fit.ts';
import type { StepAnswers } from '../../workflows/rules/steps.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

/** What reaches a user on a channel where something did not: they have it there anyway, it waited and goes now, or it is added. */
export type Fallback = { channel: Channel; how: 'planned' | 'released' | 'added' };

/** Where a channel stands: not chosen, on its way or there, held to see whether the inbox item is read or those before it fail, or of no use. */
export type Standing = 'absent' | 'has-it' | 'awaits-reading' | 'no-use';

/** Channels that may be added to a notification which does not have them. Never one that is paid for: nobody chose it. */
export type MayAdd = Readonly<Partial<Record<Channel, boolean | undefined>>>;

/** The channels that are tried in place of one that did not reach its user: the others that are sent, those of a chain first, and then what always arrives. */
function othersThan(missed: Channel, workflow: Pick<Workflow, 'chain'>): Channel[] {
  if (!isSent(missed)) return [];
  const others = inChainOrder(workflow, channelNames()).filter((channel) => channel !== missed);
  return [...others.filter(isSent), ...others.filter((channel) => !isSent(channel))];
}

/**
 * What takes the place of a message that did not reach its user: the one rule for it, for planning, every later end, and the dry run.
 * Nothing when no channel is left. See docs/decisions/0118.
 */
export function fallbackFor(
  { missed, workflow = {} }: { missed: Channel; workflow?: Pick<Workflow, 'chain'> },
  standingOf: (channel: Channel) => Standing,
  mayAdd: MayAdd,
): Fallback | undefined {
  for (const channel of othersThan(missed, workflow)) {
    const standing = standingOf(channel);
    switch (standing) {
      case 'has-it':
        return { channel, how: 'planned' };
      case 'awaits-reading':
        return { channel, how: 'released' };
      case 'absent':
        if (mayAdd[channel]) return { channel, how: 'added' };
        break;
      case 'no-use':
        break;
      default:
        return standing satisfies never;
    }
  }
  return undefined;
}

/** Why a message that has waited is skipped although it could go: as its user knows, or does not want it, or the workflow does not. */
const notWanted: readonly (Reason | undefined)[] = ['already_read', 'preference_opted_out', 'condition_not_met'];

/**
 * Whether a message has ended without reaching its user, and not by their own will or anybody's. A complaint arrived; who
 * unsubscribed or complained wants no e-mail; a send in doubt may have arrived; what was skipped by plan was planned around.
 */
export function hasMissed({ status, reason, attempts = 0, digest }: Ended): boolean {
  if (digest !== undefined) return false; // what is in it was in no hurry, and the inbox has it
  switch (status) {
    case 'bounced':
    case 'failed':
      return true;
    case 'suppressed':
      return reason !== 'suppressed_complaint' && reason !== 'suppressed_unsubscribe';
    case 'skipped':
      return attempts > 0 && !notWanted.includes(reason); // turned down when it was about to go: country, money, price, limits
    case 'scheduled':
    case 'digesting':
    case 'queued':
    case 'sending':
    case 'sent':
    case 'delivered':
    case 'complained':
    case 'unknown':
    case 'canceled':
    case 'expired':
    case 'simulated':
      return false;
    default:
      status satisfies never;
      return false; // a newer version's
  }
}

/** Where a message stands; `attempts` is how often it was taken up to be sent, `digest` the one that it waited for. */
export type Ended = { status: MessageStatus; reason?: Reason | undefined; attempts?: number; digest?: unknown };

/** What is known of a notification beside its workflow: how its copy fits, and what the workflow's conditions answer. */
type Written = { fit?: CopyFit | undefined; steps?: StepAnswers | undefined };

/**
 * Where a message stands for the channels after it in a chain: it missed its user or was skipped, or it goes or went at an
 * instant. A test plays each channel by itself.
 */
export function standsAs(
  message: Ended & { dueAt?: Date; events: readonly MessageEvent[] },
  { test }: { test: boolean },
): OtherChannel {
  const { status, dueAt, events } = message;
  if ((hasMissed(message) && !test) || status === 'skipped' || status === 'expired') return { hasMissed: true };
  const went = events.find((each) => each.status !== 'scheduled')?.at;
  return { hasMissed: false, since: went === undefined || status === 'scheduled' ? (dueAt ?? new Date(0)) : new Date(went) };
}

/**
 * Says which channels may be added for a user: those that cost nothing, that the workflow has copy for and no unmet condition,
 * that the copy fits or is shortened for, and that the user takes. A workflow with a chain names all that is sent, so nothing but
 * the inbox is added to it.
 */
export function mayAddFor(user: Reachable, workflow: Workflow, { fit, steps }: Written = {}): MayAdd {
  const isTaken = (channel: Channel) => workflow.required || preferenceOf(user, workflow, channel).value === 'opted_in';
  return byChannel(({ isPaid, address }, channel) => {
    if (isPaid || isOff(workflow, channel) || (workflow.chain && isSent(channel)) || steps?.unmet.includes(channel))
      return undefined;
    const isThere = address === undefined || addressOn(channel, user) !== undefined;
    return hasCopy(workflow, channel) && isThere && isTaken(channel) && mayFit(channel, fit);
  });
}

function mayFit(channel: Channel, fit: CopyFit = {}): boolean {
  const fits = fit[channel];
  return copyOn(channel).isShortened || fits === undefined || !('tooLong' in fits);
}

/** Where a channel stands in a plan, which knows of nothing that has gone wrong yet. */
export function standingInPlan(plan: readonly Explanation[], channel: Channel): Standing {
  const planned = plan.find((each) => each.channel === channel);
  if (planned === undefined) return 'absent';
  return planned.decision === 'skip' ? 'no-use' : 'has-it';
}

/** What a timeline or a trace says of it. */
export function describeFallback({ channel, how }: Fallback): string {
  return `${channelOf(channel).words.instead} ${how === 'added' ? 'takes its place' : 'has it as well'}`;
}

/** Why a channel is used that nobody chose. */
export function explainFallback(channel: Channel, missed: Channel, why: string): Explanation {
  const because = `it takes the place of the ${channelOf(missed).words.one}, which ${why}`;
  return { channel, decision: 'send', because, instead_of: missed };
}
