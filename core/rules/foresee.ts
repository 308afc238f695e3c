import type { Explanation } from '../../contract/notifications.ts';
import { plan } from './plan.ts';
import { type NewPlan, planForUser } from './plan-for-user.ts';

/** A decision about one channel, and when it is made. */
export type Decision = { at: Date; explanation: Explanation };

/** What is decided about one channel, one after another: each but the last holds it until the next is made. */
export type Foreseen = [Decision, ...Decision[]];

/**
 * What dispatch decides for a new notification, and then each release of what it held: by the same rules, for a user who stays as
 * they are and reads nothing meanwhile.
 */
export function foresee(fresh: NewPlan, smsCountries: readonly string[], at: Date): Foreseen[] {
  let channels = planForUser(fresh, smsCountries, at).map((explanation): Foreseen => [{ at, explanation }]);
  for (let due = nextDue(channels); due !== undefined; due = nextDue(channels)) channels = release(channels, fresh, due);
  return channels;
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

/** Every channel that is held until this instant is planned again, and no other. What nobody reads holds nothing back. */
function release(channels: readonly Foreseen[], { workflow, user, wishes, attention }: NewPlan, at: Date): Foreseen[] {
  const due = channels.filter((decisions) => heldUntil(decisions)?.getTime() === at.getTime());
  const held = { channels: due.map((decisions) => lastDecision(decisions).explanation.channel) };
  const replanned = new Map(
    plan({ workflow, user, wishes, attention, held }, at).map((explanation) => [explanation.channel, explanation]),
  );
  return channels.map((decisions): Foreseen => {
    const explanation = replanned.get(lastDecision(decisions).explanation.channel);
    return explanation === undefined ? decisions : [...decisions, { at, explanation }];
  });
}
