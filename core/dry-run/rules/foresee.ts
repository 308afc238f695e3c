import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { plan } from '../../planning/rules/plan.ts';
import { type NewPlan, planForUser } from '../../planning/rules/plan-for-user.ts';
import type { AddressTerms } from '../../planning/rules/refuse-address.ts';

/** A decision about one channel, and when it is made. */
export type Decision = { at: Date; explanation: Explanation };

/** What is decided about one channel, one after another: each but the last holds it until the next is made. */
export type Foreseen = [Decision, ...Decision[]];

/**
 * What dispatch decides for a new notification, and then each release of what it held: by the same rules, for a user who stays as
 * they are and reads nothing meanwhile. `missed` are the channels known not to reach them: what awaits the reader goes as soon as one
 * of these has been tried.
 */
export function foresee(fresh: NewPlan, { terms, missed = [] }: Known, at: Date): Foreseen[] {
  const tried = (channels: readonly Foreseen[]) =>
    channels
      .filter(isSent)
      .map(channelOf)
      .filter((each) => missed.includes(each));
  let channels = planForUser(fresh, terms, at).map((explanation): Foreseen => [{ at, explanation }]);
  for (let now = at; ; ) {
    const hurried = tried(channels).length > 0 ? channels.filter(awaitsReading) : [];
    const due = hurried.length > 0 ? now : nextDue(channels);
    if (due === undefined) return channels;
    const released =
      hurried.length > 0 ? hurried : channels.filter((decisions) => heldUntil(decisions)?.getTime() === due.getTime());
    channels = release(channels, { fresh, released, missed: tried(channels) }, due);
    now = due;
  }
}

type Known = { terms: AddressTerms; missed?: readonly Channel[] };

function channelOf(decisions: Foreseen): Channel {
  return lastDecision(decisions).explanation.channel;
}

function isSent(decisions: Foreseen): boolean {
  return lastDecision(decisions).explanation.decision === 'send';
}

function awaitsReading(decisions: Foreseen): boolean {
  return lastDecision(decisions).explanation.held_for === 'escalation';
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

type Released = { fresh: NewPlan; released: readonly Foreseen[]; missed: readonly Channel[] };

/** These channels are planned again, and no other. What nobody reads holds nothing back. */
function release(channels: readonly Foreseen[], { fresh, released, missed }: Released, at: Date): Foreseen[] {
  const { test: _test, ...plannable } = fresh;
  const held = { channels: released.map(channelOf), missed };
  const replanned = new Map(plan({ ...plannable, held }, at).map((explanation) => [explanation.channel, explanation]));
  return channels.map((decisions): Foreseen => {
    const explanation = replanned.get(channelOf(decisions));
    return explanation === undefined ? decisions : [...decisions, { at, explanation }];
  });
}
