import { type ExperimentAnswer, leastSample } from '../../../contract/experiments/experiment.ts';
import type { Experiment } from './experiment.ts';

/** Describes the experiment of the workflow with this key as the API lists it, with what is not set as it counts. */
export function describeExperiment(key: string, experiment: Experiment<unknown>): ExperimentAnswer {
  const { id = key, variants, holdout, goal = 'read', sample = leastSample, winner } = experiment;
  return {
    id,
    variants: Object.entries(variants).map(([variant, { weight }]) => ({ variant, weight })),
    ...(holdout !== undefined && { holdout }),
    goal,
    sample,
    ...(winner !== undefined && { winner }),
  };
}
