import { type ExperimentAnswer, goals } from '../../../contract/experiments/experiment.ts';
import { heldOut } from '../../../contract/experiments/held-out.ts';
import { type ComparedVariant, type Comparison, leastReached, type Verdict } from '../../../contract/statistics/comparison.ts';
import { describeComparison, describeVariant } from './comparison-words.ts';
import { addCounts, type Counts, none, type Row } from './counts.ts';
import { differenceInterval, type Proportion, quantileFor, rateOf, wilsonInterval } from './proportion.ts';

type Stored = { row: Row; counts: Counts };

/** What of an experiment decides how it is compared. */
export type Compared = Pick<ExperimentAnswer, 'id' | 'goal' | 'sample' | 'winner'> & { variants: readonly { variant: string }[] };

/**
 * Compares the variants of an experiment with its first one, by the rows that are its own. Variants that are in rows and not in the
 * experiment any more come last.
 */
export function compareVariants(experiment: Compared, rows: readonly Stored[]): Comparison {
  const { id, goal, sample, winner } = experiment;
  const { channel } = goals[goal];
  const own = rows.filter(({ row }) => row.experiment === id);
  const names = variantsIn(experiment, own);
  const proportions = new Map(names.map((name) => [name, proportionOf(own, { variant: name, goal, channel })]));
  const first = names[0] ?? none;
  const z = quantileFor(names.length - 1);
  const variants = names.map((variant): ComparedVariant => {
    const proportion = proportions.get(variant) ?? nobody;
    const rate = rateOf(proportion);
    const beside = variant === first ? undefined : besideFirst(proportion, proportions.get(first) ?? nobody, { z, sample });
    const told = { variant, ...proportion, ...(rate !== undefined && { rate }), interval: wilsonInterval(proportion) };
    const compared = { ...told, ...(beside && { beside_first: beside }) };
    return { ...compared, text: describeVariant(compared, { first, goal, sample, hasEnded: winner !== undefined }) };
  });
  const held_out = sumOf(own, ({ channel: of, variant }) => of === none && variant === heldOut).accepted ?? 0;
  const comparison = { experiment: id, goal, channel, sample, ...(winner !== undefined && { winner }), held_out, variants };
  return { ...comparison, text: describeComparison(comparison) };
}

const nobody: Proportion = { reached: 0, of: 0 };

function variantsIn({ variants }: Compared, own: readonly Stored[]): string[] {
  const counted = own.flatMap(({ row: { variant } }) => (variant === undefined || variant === heldOut ? [] : [variant])).sort();
  return [...new Set([...variants.map(({ variant }) => variant), ...counted])];
}

type Of = { variant: string; goal: ExperimentAnswer['goal']; channel: string };

/** What was read of a notification that was counted in part only, from before counting began, is not more than all. */
function proportionOf(own: readonly Stored[], { variant, goal, channel }: Of): Proportion {
  const { sent: of = 0, [goal]: reached = 0 } = sumOf(own, (row) => row.variant === variant && row.channel === channel);
  return { of, reached: Math.min(reached, of) };
}

function sumOf(rows: readonly Stored[], isWanted: (row: Row) => boolean): Counts {
  return addCounts(...rows.filter(({ row }) => isWanted(row)).map(({ counts }) => counts));
}

function besideFirst(one: Proportion, first: Proportion, { z, sample }: { z: number; sample: number }) {
  const interval = differenceInterval(one, first, z);
  const [rate, firstRate] = [rateOf(one), rateOf(first)];
  const difference = rate === undefined || firstRate === undefined ? {} : { difference: rate - firstRate };
  return { ...difference, interval, verdict: verdictOn([one, first], { ...interval, sample }) };
}

/** Goes by the rule of docs/experiments.md: there is enough in both, and then the interval leaves out zero. */
function verdictOn(both: readonly Proportion[], { low, high, sample }: { low: number; high: number; sample: number }): Verdict {
  if (both.some(({ of, reached }) => of < sample || reached < leastReached)) return 'not_enough_yet';
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'no_difference_shown';
}
