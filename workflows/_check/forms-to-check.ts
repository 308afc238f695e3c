import type { Batch } from '../../contract/batches/batch.ts';
import { exampleBatch } from '../../core/batches/rules/example-batch.ts';
import { type Form, formsOf } from '../../core/workflows/rules/copy.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';

/** A form in which copy is checked; `batch` when it is that of a batch. */
export type CheckedForm = Form & { batch?: Batch };

/** Lists what is to be checked of a workflow: each form that it may be written in, and if it gathers, each as a batch of its examples too. */
export function formsToCheck(workflow: Workflow): CheckedForm[] {
  const forms = formsOf(workflow);
  if (workflow.batch === undefined) return forms;
  const batch = exampleBatch(12, { data: workflow.payload.parse(workflow.example), at: new Date(0) });
  return [...forms, ...forms.map((form) => ({ ...form, batch }))];
}
