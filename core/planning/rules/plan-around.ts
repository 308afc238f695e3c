import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { describeFallback, explainFallback, fallbackFor, type MayAdd, standingInPlan } from '../../delivery/rules/fallback.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import type { AddressRefusal } from './refuse-address.ts';

/** Which channels must send nothing to this user, and what may be added in their place. */
type Around = {
  workflow?: Pick<Workflow, 'chain'>;
  refusalOf: (channel: Channel) => AddressRefusal | undefined;
  mayAdd: () => MayAdd;
};

/** A plan in which what must not go to its address is skipped, and what takes its place is there. */
export function planAround(plan: Explanation[], { workflow = {}, refusalOf, mayAdd }: Around): Explanation[] {
  const refused = plan.flatMap((each) => {
    const refusal = each.decision === 'send' ? refusalOf(each.channel) : undefined;
    return refusal === undefined ? [] : [{ each, refusal }];
  });
  const isRefused = (channel: Channel) => refused.some(({ each }) => each.channel === channel);

  return refused.reduce((planned, { each, refusal }) => {
    const standingOf = (channel: Channel) => (isRefused(channel) ? 'no-use' : standingInPlan(planned, channel));
    const fallback = fallbackFor({ missed: each.channel, workflow }, standingOf, mayAdd());
    const because = `${each.because}, but ${refusal.because}${fallback ? `; ${describeFallback(fallback)}` : ''}`;
    const skipped: Explanation = { channel: each.channel, decision: 'skip', reason: refusal.reason, because };
    const kept = planned.map((one) => (one === each ? skipped : one));
    if (fallback?.how !== 'added') return kept;
    return [...kept, explainFallback(fallback.channel, each.channel, `may not go: ${refusal.because}`)];
  }, plan);
}
