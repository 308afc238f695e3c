import type { DryRunChannel } from '../../contract/dry-run/dry-run.ts';
import type { Channel } from '../../contract/values.ts';
import { describeFallback, type Fallback } from '../delivery/rules/fallback.ts';
import { FrequencyCapReached } from '../errors.ts';
import { type CapDeps, planWithinCaps } from '../planning/plan-within-caps.ts';
import type { FrequencyCapCounts } from '../planning/ports/frequency-caps.ts';
import { capWindowsOf, type NewPlan, newCapWindowsOf } from '../planning/rules/plan-for-user.ts';
import type { AddressTerms } from '../planning/rules/refuse-address.ts';
import {
  type ForeseenForUser,
  type ForeseeOnChannelDeps,
  foreseeOnChannel,
  isMissed,
  type Somebody,
} from './foresee-on-channel.ts';
import { type AllUnsent, type Foresight, foresee, type Unsent } from './rules/foresee.ts';

export type ForeseeForUserDeps = ForeseeOnChannelDeps & AddressTerms & CapDeps & { frequencyCapCounts: FrequencyCapCounts };

type Fresh = NewPlan & { user: Somebody };

/** What turns out leads to other channels, of which there are a few, or to some earlier: after so many looks nothing new does. */
const mostLooks = 10;

/** What would happen on each channel: foreseen, and again with what turned out to go wrong, as long as that is more than was known. */
export async function foreseeForUser(
  fresh: Fresh,
  forUser: ForeseenForUser & { now: Date },
  deps: ForeseeForUserDeps,
): Promise<DryRunChannel[]> {
  for (let unsent: AllUnsent = {}, look = 1; ; look += 1) {
    const { channels, fallbacks } = await foreseeWithinCaps(fresh, unsent, { at: forUser.now, deps });
    const told = await Promise.all(channels.map((decisions) => foreseeOnChannel(decisions, forUser, deps)));
    const next = fresh.test ? unsent : learn(told, unsent);
    if (look === mostLooks || JSON.stringify(next) === JSON.stringify(unsent))
      return told.map((each) => withFallback(each, fallbacks[each.channel]));
    unsent = next;
  }
}

/** Plans as dispatch and each release do; what they count for the frequency caps is only looked up here. What is added is not counted. */
function foreseeWithinCaps(
  fresh: Fresh,
  unsent: AllUnsent,
  { at, deps }: { at: Date; deps: ForeseeForUserDeps },
): Promise<Foresight> {
  return planWithinCaps({ userId: fresh.user.id, test: fresh.test }, deps, async (frequencyCaps, found) => {
    const planned = { ...fresh, frequencyCaps, usedUp: found };
    const foreseen = foresee(planned, { terms: deps, unsent }, at);
    const added = Object.values(foreseen.fallbacks).flatMap(({ channel, how }) => (how === 'added' ? [channel] : []));
    const first = foreseen.channels.map(([{ explanation }]) => explanation).filter(({ channel }) => !added.includes(channel));
    const later = foreseen.channels.flatMap(([, ...rest]) => rest);
    const capWindows = [
      ...newCapWindowsOf(first, planned, at),
      ...later.flatMap(({ explanation, at }) => capWindowsOf([explanation], planned, at)),
    ];
    const usedUp = await deps.frequencyCapCounts.usedUp(fresh.user.id, capWindows);
    if (usedUp.length > 0) throw new FrequencyCapReached(usedUp);
    return foreseen;
  });
}

/** What was once known to be missed stays so: what it hurried may change the hour, and not who is reached. */
function learn(told: readonly DryRunChannel[], unsent: AllUnsent): AllUnsent {
  const found = told.flatMap((each): [Channel, Unsent][] => {
    const why = each.turned_down?.because ?? each.suppressed;
    if (why === undefined || each.at === undefined) return [];
    const hasMissed = isMissed(each) || unsent[each.channel]?.hasMissed === true;
    return [[each.channel, { why, at: new Date(each.at), hasMissed }]];
  });
  return { ...unsent, ...Object.fromEntries(found) };
}

function withFallback(told: DryRunChannel, fallback: Fallback | undefined): DryRunChannel {
  if (fallback === undefined || !isMissed(told)) return told;
  const { turned_down } = told;
  const because = describeFallback(fallback);
  return {
    ...told,
    ...(turned_down && { turned_down: { ...turned_down, because: `${turned_down.because}; ${because}` } }),
    fallback: { channel: fallback.channel, because },
  };
}
