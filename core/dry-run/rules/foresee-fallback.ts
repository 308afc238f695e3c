import type { Channel } from '../../../contract/values.ts';
import { type Fallback, fallbackFor, type MayAdd, type Standing, standingInPlan } from '../../delivery/rules/fallback.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import type { Decision, Foreseen } from './foresee.ts';

/** What is foreseen for each channel, when those end that do not reach the user (ISO instants), and what may be added. */
type Ends = { workflow: Workflow; plan: readonly Foreseen[]; endedAt: Partial<Record<Channel, string>>; mayAdd: MayAdd };

/** What takes the place of a channel that ends unsent at an instant, as the others stand then. */
export function foreseeFallback(missed: Channel, at: Date, { workflow, plan, endedAt, mayAdd }: Ends): Fallback | undefined {
  const then = new Map(plan.map((decisions) => [decisions[0].explanation.channel, decisionAt(decisions, at)]));
  const decided = [...then.values()].map(({ explanation }) => explanation);
  const hasEnded = (channel: Channel) => new Date(endedAt[channel] ?? Infinity) <= at;
  const standingOf = (channel: Channel): Standing => {
    if (then.get(channel)?.isHurried) return 'awaits-reading';
    return hasEnded(channel) ? 'no-use' : standingInPlan(decided, channel);
  };
  const fallback = fallbackFor({ missed, workflow }, standingOf, mayAdd);
  const isOfUse = fallback?.how !== 'released' || standingInPlan(decided, fallback.channel) !== 'no-use';
  return isOfUse ? fallback : undefined;
}

/** The decision about a channel that holds at an instant, and whether it was brought forward to it. */
function decisionAt(decisions: Foreseen, at: Date): Decision & { isHurried: boolean } {
  const made = decisions.filter((each) => each.at <= at);
  const [before, last = decisions[0]] = [made.at(-2)?.explanation, made.at(-1)];
  const waited = (before?.held_for === 'escalation' || before?.held_for === 'undelivered') && before.until !== at.toISOString();
  return { ...last, isHurried: waited && last.at.getTime() === at.getTime() };
}
