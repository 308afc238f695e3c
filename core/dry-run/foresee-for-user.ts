import type { DryRunChannel } from '../../contract/dry-run/dry-run.ts';
import type { Channel } from '../../contract/values.ts';
import { FrequencyCapReached } from '../errors.ts';
import { enforceFrequencyCaps } from '../planning/enforce-frequency-caps.ts';
import type { FrequencyCapCounts } from '../planning/ports/frequency-caps.ts';
import type { FrequencyCapPolicy } from '../planning/rules/frequency-cap.ts';
import { capWindowsOf, type NewPlan, newCapWindowsOf } from '../planning/rules/plan-for-user.ts';
import type { AddressTerms } from '../planning/rules/refuse-address.ts';
import {
  type ForeseenForUser,
  type ForeseeOnChannelDeps,
  foreseeOnChannel,
  isMissed,
  type Known,
  type Somebody,
} from './foresee-on-channel.ts';
import { type Foreseen, foresee } from './rules/foresee.ts';

export type ForeseeForUserDeps = ForeseeOnChannelDeps &
  AddressTerms & { frequencyCapCounts: FrequencyCapCounts; frequencyCapPolicy?: FrequencyCapPolicy };

type Fresh = NewPlan & { user: Somebody };

/** What would happen on each channel: foreseen, and again with what turned out to go wrong, as what waited for a reader goes earlier then. */
export async function foreseeForUser(
  fresh: Fresh,
  forUser: Omit<ForeseenForUser, 'plan' | 'known' | 'fit' | 'steps'>,
  deps: ForeseeForUserDeps,
): Promise<DryRunChannel[]> {
  for (let known: Known = { missed: [], endedAt: {} }; ; ) {
    const plan = await foreseeWithinCaps(fresh, known.missed, { at: forUser.now, deps });
    const channels = await Promise.all(
      plan.map((decisions) => foreseeOnChannel(decisions, { ...forUser, plan, known, fit: fresh.fit, steps: fresh.steps }, deps)),
    );
    const next = fresh.test ? known : learn(channels, known);
    if (JSON.stringify(next) === JSON.stringify(known)) return channels;
    known = next;
  }
}

/** Plans as dispatch and each release do; what they count for the frequency caps is only looked up here. */
function foreseeWithinCaps(
  fresh: Fresh,
  missed: readonly Channel[],
  { at, deps }: { at: Date; deps: ForeseeForUserDeps },
): Promise<Foreseen[]> {
  return enforceFrequencyCaps({ policy: deps.frequencyCapPolicy, test: fresh.test }, async (frequencyCaps, found) => {
    const planned = { ...fresh, frequencyCaps, usedUp: found };
    const foreseen = foresee(planned, { terms: deps, missed }, at);
    const first = foreseen.map(([{ explanation }]) => explanation);
    const later = foreseen.flatMap(([, ...rest]) => rest);
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
function learn(channels: readonly DryRunChannel[], { missed }: Known): Known {
  const found = channels.filter(isMissed).map(({ channel }) => channel);
  const ended = channels.flatMap(({ channel, suppressed, turned_down, at }) =>
    at && (suppressed || turned_down) ? [[channel, at]] : [],
  );
  return { missed: [...new Set([...missed, ...found])], endedAt: Object.fromEntries(ended) };
}
