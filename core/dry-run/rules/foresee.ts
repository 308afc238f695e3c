import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { fallbackFor, mayAddFor, type Standing } from '../../delivery/rules/fallback.ts';
import { otherOf } from '../../planning/rules/await-turn.ts';
import type { Other } from '../../planning/rules/candidate.ts';
import { plan } from '../../planning/rules/plan.ts';
import { type NewPlan, planForUser } from '../../planning/rules/plan-for-user.ts';
import type { AddressTerms } from '../../planning/rules/refuse-address.ts';

/** A decision about one channel, and when it is made. */
export type Decision = { at: Date; explanation: Explanation };

/** What is decided about one channel, one after another: each but the last holds it until the next is made. */
export type Foreseen = [Decision, ...Decision[]];

/**
 * What dispatch decides for a new notification, and then each release of what it held: by the same rules, for a user who stays as
 * they are and reads nothing meanwhile. `missed` are the channels known not to reach them: what awaits the reader, or just that, goes as
 * soon as one of these has been tried.
 */
export function foresee(fresh: NewPlan, { terms, missed = [] }: Known, at: Date): Foreseen[] {
  const tried = (channels: readonly Foreseen[]) =>
    channels
      .filter(isSent)
      .map(channelOf)
      .filter((each) => missed.includes(each));
  let channels = planForUser(fresh, terms, at).map((explanation): Foreseen => [{ at, explanation }]);
  const followed: Channel[] = [];
  for (let now = at; ; ) {
    const failed = tried(channels).find((each) => !followed.includes(each));
    if (failed !== undefined) followed.push(failed);
    const hurried = failed === undefined ? undefined : inItsPlace(failed, channels, { fresh, missed: tried(channels) });
    const due = failed === undefined ? nextDue(channels) : now;
    if (due === undefined) return channels;
    const released =
      failed === undefined ? channels.filter((decisions) => heldUntil(decisions)?.getTime() === due.getTime()) : (hurried ?? []);
    if (released.length > 0) channels = release(channels, { fresh, released, missed: tried(channels) }, due);
    now = due;
  }
}

type Known = { terms: AddressTerms; missed?: readonly Channel[] };

/** What is released when a channel has failed, as it awaited just that, or its reader. */
function inItsPlace(
  failed: Channel,
  channels: readonly Foreseen[],
  { fresh, missed }: { fresh: NewPlan; missed: readonly Channel[] },
): Foreseen[] {
  const { user, workflow, fit, steps } = fresh;
  const find = (channel: Channel) => channels.find((decisions) => channelOf(decisions) === channel);
  const standingOf = (channel: Channel): Standing => {
    const found = find(channel);
    if (found === undefined) return 'absent';
    if (awaitsOthers(found)) return 'awaits-reading';
    const { decision } = lastDecision(found).explanation;
    return decision === 'skip' || missed.includes(channel) ? 'no-use' : 'has-it';
  };
  const fallback = fallbackFor({ missed: failed, workflow }, standingOf, mayAddFor(user, workflow, { fit, steps }));
  const next = fallback?.how === 'released' ? find(fallback.channel) : undefined;
  return next === undefined ? [] : [next];
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

type Released = { fresh: NewPlan; released: readonly Foreseen[]; missed: readonly Channel[] };

/**
 * These channels are planned again, and those that wait for the failure of others with them, which move only if their turn has come. What nobody reads
 * holds nothing back.
 */
function release(channels: readonly Foreseen[], { fresh, released, missed }: Released, at: Date): Foreseen[] {
  const { test: _test, batch: _batch, ...plannable } = fresh;
  const again = channels.filter((decisions) => released.includes(decisions) || awaitsFailure(decisions));
  const others = Object.fromEntries(
    channels
      .filter((decisions) => !again.includes(decisions))
      .map((decisions) => {
        const { at, explanation } = lastDecision(decisions);
        const other: Other = missed.includes(explanation.channel) ? { hasMissed: true } : otherOf(explanation, at);
        return [explanation.channel, other];
      }),
  );
  const held = { channels: again.map(channelOf), missed, others };
  const replanned = new Map(plan({ ...plannable, held }, at).map((explanation) => [explanation.channel, explanation]));
  return channels.map((decisions): Foreseen => {
    const explanation = replanned.get(channelOf(decisions));
    if (explanation === undefined) return decisions;
    const waits = explanation.held_for === 'undelivered' && !released.includes(decisions);
    return waits ? decisions : [...decisions, { at, explanation }];
  });
}
