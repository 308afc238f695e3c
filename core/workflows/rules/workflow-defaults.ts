import type { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Channel } from '../../../contract/values.ts';
import type { Workflow } from './workflow.ts';

/** What goes to users who have not chosen, by workflows that do not say: `optIn` and `digest` as in a workflow. */
export type WorkflowDefaults = { optIn: readonly Channel[]; digest: EmailFrequency };

/** The workflows with a stage's defaults for what they leave open. To required ones they do not apply. */
export function withDefaults(
  workflows: ReadonlyMap<string, Workflow>,
  { optIn, digest }: WorkflowDefaults,
): ReadonlyMap<string, Workflow> {
  const filledIn = [...workflows].map(
    ([key, workflow]) => [key, workflow.required ? workflow : { optIn, digest, ...workflow }] as const,
  );
  return new Map(filledIn);
}
