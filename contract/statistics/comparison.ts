import * as z from 'zod';
import { Goal } from '../experiments/experiment.ts';
import { Channel, ExperimentId, VariantName } from '../values.ts';

/** Fewer than this who did it in a variant say nothing of how often it is done. */
export const leastReached = 10;

const Interval = z.strictObject({ low: z.number(), high: z.number() });

/**
 * What can be said of a variant beside the first: not enough has been counted yet, no difference is shown, or it does better or worse.
 * What is shown is shown at 95 % for all variants together.
 */
export const Verdict = z.enum(['not_enough_yet', 'no_difference_shown', 'better', 'worse']);
export type Verdict = z.infer<typeof Verdict>;

/** One variant: how many notifications it has on the goal's channel, and how many of them reached the goal. */
export const ComparedVariant = z.strictObject({
  variant: VariantName,
  of: z.int(),
  reached: z.int(),
  /** `reached` by `of`; absent while there is none. */
  rate: z.number().optional(),
  /** Where the rate lies, at 95 %: Wilson's score interval. */
  interval: Interval,
  /** Its rate less that of the first variant, where that lies (Newcombe's hybrid score interval), and what can be said. The first has none. */
  beside_first: z.strictObject({ difference: z.number().optional(), interval: Interval, verdict: Verdict }).optional(),
  text: z.string(),
});
export type ComparedVariant = z.infer<typeof ComparedVariant>;

/** An experiment's variants, compared by its goal in the days that were asked for. `held_out` are notifications that nobody got. */
export const Comparison = z
  .strictObject({
    experiment: ExperimentId,
    goal: Goal,
    channel: Channel,
    sample: z.int(),
    winner: VariantName.optional(),
    held_out: z.int(),
    variants: z.array(ComparedVariant),
    text: z.string(),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;
