import { channelNames } from '../../../contract/channels/channels.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { type Fallback, fallbackFor, mayAddFor, type Standing } from '../../delivery/rules/fallback.ts';
import { planAdded } from '../../delivery/rules/plan-added.ts';
import { otherOf } from '../../planning/rules/await-turn.ts';
import type { OtherChannel } from '../../planning/rules/candidate.ts';
import { plan } from '../../planning/rules/plan.ts';
import { type NewPlan, planForUser } from '../../planning/rules/plan-for-user.ts';
import type { AddressTerms } from '../../planning/rules/refuse-address.ts';

/** A decision about one channel, and when it is made. */
export type Decision = { at: Date; explanation: Explanation };

/** What is decided about one channel, one after another: each but the last holds it until the next is made. */
export type Foreseen = [Decision, ...Decision[]];

/** Why a channel would end without being sent, when, and whether that is to miss its user: who has unsubscribed is not missed. */
export type Unsent = { why: string; at: Date; hasMissed: boolean };
export type AllUnsent = Readonly<Partial<Record<Channel, Unsent>>>;

/** What is decided on each channel, those included that are added; and what takes the place of each that does not reach the user. */
export type Foresight = { channels: Foreseen[]; fallbacks: Readonly<Partial<Record<Channel, Fallback>>> };

/** A foresight that is not at its end. `ended` are the channels that were tried by now and are known to be unsent. */
type Course = Foresight & { fresh: NewPlan; unsent: AllUnsent; ended: readonly Channel[] };

type Known = { terms: AddressTerms; unsent?: AllUnsent };

/**
 * What dispatch decides for a new notification, and then each release of what it held: by the same rules, for a user who stays as
 * they are and reads nothing meanwhile. What takes the place of a channel that is known not to reach them goes as soon as that one was tried, and
 * is followed in its turn; it ends, as each channel fails once.
 */
export function foresee(fresh: NewPlan, { terms, unsent = {} }: Known, at: Date): Foresight {
  const channels = planForUser(fresh, terms, at).map((explanation): Foreseen => [{ at, explanation }]);
  let course: Course = { fresh, unsent, channels, fallbacks: {}, ended: [] };
  for (let now = at; ; ) {
    const ending = endingNow(course);
    if (ending.length > 0) {
      course = { ...course, ended: [...course.ended, ...ending] }; // all have ended before the first is looked at
      for (const channel of missedOf(ending, unsent)) course = replace(channel, course, now);
      continue;
    }
    const due = nextDue(course.channels);
    if (due === undefined) return course;
    course = release(course, (decisions) => heldUntil(decisions)?.getTime() === due.getTime(), due);
    now = due;
  }
}

/** The channels that have been tried now and are known to be unsent, in the order in which channels are sent on. */
function endingNow({ channels, unsent, ended }: Course): Channel[] {
  const sent = channels.filter(isSent).map(channelOf);
  return channelNames().filter((each) => sent.includes(each) && unsent[each] !== undefined && !ended.includes(each));
}

function missedOf(channels: readonly Channel[], unsent: AllUnsent): Channel[] {
  return channels.filter((each) => unsent[each]?.hasMissed);
}

/** What a channel's failure leads to: another is added, or released as it awaited just that, or its reader, or the user has another anyway. */
function replace(channel: Channel, course: Course, now: Date): Course {
  const { user, workflow, overrides, fit, steps } = course.fresh;
  const mayAdd = mayAddFor(user, workflow, { fit, steps });
  const fallback = fallbackFor({ missed: channel, workflow }, (each) => standingIn(course, each, now), mayAdd);
  if (fallback === undefined) return course;
  const fallbacks = { ...course.fallbacks, [channel]: fallback };
  switch (fallback.how) {
    case 'planned':
      return { ...course, fallbacks };
    case 'added': {
      const { priority = workflow.priority } = overrides;
      const why = course.unsent[channel]?.why ?? '';
      const explanation = planAdded({ channel: fallback.channel, missed: channel, why, user, workflow, priority }, now);
      return { ...course, fallbacks, channels: [...course.channels, [{ at: now, explanation }]] };
    }
    case 'released': {
      const after = release(course, (decisions) => channelOf(decisions) === fallback.channel, now);
      return standingIn(after, fallback.channel, now) === 'no-use' ? after : { ...after, fallbacks };
    }
    default:
      return fallback.how satisfies never;
  }
}

/** Where a channel stands at an instant of a foresight. What is in a digest ends with that. */
function standingIn({ channels, unsent, ended }: Course, channel: Channel, at: Date): Standing {
  const found = channels.find((decisions) => channelOf(decisions) === channel);
  if (found === undefined) return 'absent';
  if (awaitsOthers(found)) return 'awaits-reading';
  const { decision } = lastDecision(found).explanation;
  if (decision === 'skip' || ended.includes(channel)) return 'no-use';
  const endsAt = decision === 'digest' ? unsent[channel]?.at : undefined;
  return endsAt !== undefined && endsAt <= at ? 'no-use' : 'has-it';
}

function channelOf(decisions: Foreseen): Channel {
  return lastDecision(decisions).explanation.channel;
}

function isSent(decisions: Foreseen): boolean {
  return lastDecision(decisions).explanation.decision === 'send';
}

function awaitsOthers(decisions: Foreseen): boolean {
  const { held_for } = lastDecision(decisions).explanation;
  return held_for === 'escalation' || held_for === 'undelivered';
}

function awaitsFailure(decisions: Foreseen): boolean {
  return lastDecision(decisions).explanation.held_for === 'undelivered';
}

/** The decision that stays. */
export function lastDecision([first, ...later]: Foreseen): Decision {
  return later.at(-1) ?? first;
}

function nextDue(channels: readonly Foreseen[]): Date | undefined {
  const [first] = channels
    .flatMap((decisions) => heldUntil(decisions) ?? [])
    .sort((one, other) => one.getTime() - other.getTime());
  return first;
}

function heldUntil(decisions: Foreseen): Date | undefined {
  const { decision, until } = lastDecision(decisions).explanation;
  return decision === 'hold' && until !== undefined ? new Date(until) : undefined;
}

/**
 * Some channels are planned again, and those that wait for the failure of others with them, which move only if their turn has come. What nobody
 * reads holds nothing back.
 */
function release(course: Course, isReleased: (decisions: Foreseen) => boolean, at: Date): Course {
  const { channels } = course;
  const { test: _test, batch: _batch, ...plannable } = course.fresh;
  const missed = missedOf(course.ended, course.unsent);
  const again = channels.filter((decisions) => isReleased(decisions) || awaitsFailure(decisions));
  const others = Object.fromEntries(
    channels
      .filter((decisions) => !again.includes(decisions))
      .map((decisions) => {
        const { at, explanation } = lastDecision(decisions);
        const other: OtherChannel = missed.includes(explanation.channel) ? { hasMissed: true } : otherOf(explanation, at);
        return [explanation.channel, other];
      }),
  );
  const held = { channels: again.map(channelOf), missed, others };
  const replanned = new Map(plan({ ...plannable, held }, at).map((explanation) => [explanation.channel, explanation]));
  const moved = channels.map((decisions): Foreseen => {
    const explanation = replanned.get(channelOf(decisions));
    if (explanation === undefined) return decisions;
    const waits = explanation.held_for === 'undelivered' && !isReleased(decisions);
    return waits ? decisions : [...decisions, { at, explanation }];
  });
  return { ...course, channels: moved };
}
