import type { Reader } from '../../workflows/rules/reader.ts';
import type { WorkflowCopy } from '../../workflows/rules/workflow.ts';
import type { Experiment } from './experiment.ts';

/** A workflow as far as it says something. */
type Speaking<Data> = WorkflowCopy<Data> & {
  translations?: Readonly<Record<string, WorkflowCopy<Data>>>;
  experiment?: Experiment<WorkflowCopy<Data>>;
};

/** What a workflow says to a reader: in their language, and where their variant has words of its own, in those. */
export function copyFor<Data>(workflow: Speaking<Data>, { language, variant }: Reader): WorkflowCopy<Data> {
  const translation = workflow.translations?.[language];
  const plain = translation ?? workflow;
  const shown = variant === undefined ? undefined : workflow.experiment?.variants[variant]; // one that is no more has the plain words
  const own = translation === undefined ? shown : shown?.translations?.[language];
  return own === undefined ? plain : { ...plain, ...own };
}
