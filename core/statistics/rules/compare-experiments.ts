import { leastSample } from '../../../contract/experiments/experiment.ts';
import type { Comparison } from '../../../contract/statistics/comparison.ts';
import { type Compared, compareVariants } from './compare-variants.ts';
import type { Counts, Row } from './counts.ts';

/** A workflow's experiment. */
export type WorkflowExperiment = { workflow: string; experiment: Compared };

/** Which of them are asked for. */
type Asked = { workflow?: string | undefined; experiment?: string | undefined };

/** Compares each experiment that is asked for, whether anything is counted of it or not, and each that is only in the rows by now. */
export function compareExperiments(
  rows: readonly { row: Row; counts: Counts }[],
  asked: Asked,
  known: readonly WorkflowExperiment[],
): Comparison[] {
  const running = known.filter(
    ({ workflow, experiment }) =>
      (asked.workflow === undefined || asked.workflow === workflow) &&
      (asked.experiment === undefined || asked.experiment === experiment.id),
  );
  const counted = rows.flatMap(({ row: { experiment } }) => (experiment === undefined ? [] : [experiment])).sort();
  const ids = new Set([...running.map(({ experiment }) => experiment.id), ...counted]);
  return [...ids].map((id) => {
    const found = known.find(({ experiment }) => experiment.id === id)?.experiment;
    return compareVariants(found ?? { id, goal: 'read', sample: leastSample, variants: [] }, rows);
  });
}
