import * as z from 'zod';
import type { Tracked } from '../channels/email/tracking.ts';
import type { Counter } from '../statistics/counters.ts';
import { type Channel, ExperimentId, VariantName } from '../values.ts';

/** As many variants as one experiment may have: each of them makes it take longer. */
export const mostVariants = 6;

/** Fewer notifications than this in a variant say nothing of it, whatever its owner's `sample` is. */
export const leastSample = 100;

/** Names of goals, each that of a counter. */
export const Goal = z.enum(['read', 'opened', 'clicked'] as const satisfies Counter[]);
export type Goal = z.infer<typeof Goal>;

/**
 * What variants are compared by: a counter, of what was sent on its channel. `words` go behind "of 100"; `tracked` is what a workflow's
 * `trackEmail` needs for it.
 */
export const goals: Readonly<Record<Goal, { channel: Channel; words: string; tracked?: Tracked }>> = {
  read: { channel: 'inbox', words: 'were read in the inbox' },
  opened: { channel: 'email', words: 'were opened', tracked: 'opens' },
  clicked: { channel: 'email', words: 'had a link followed', tracked: 'clicks' },
};

/** A workflow's experiment, as the API lists it. `holdout` is in percent of all users. */
export const ExperimentAnswer = z
  .strictObject({
    id: ExperimentId,
    variants: z.array(z.strictObject({ variant: VariantName, weight: z.int() })),
    holdout: z.int().optional(),
    goal: Goal,
    sample: z.int(),
    winner: VariantName.optional(),
  })
  .meta({ id: 'Experiment' });
export type ExperimentAnswer = z.infer<typeof ExperimentAnswer>;
