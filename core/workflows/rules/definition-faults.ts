import { conflictsIn } from './conflicts.ts';
import { Definition } from './definition.ts';
import { exampleFaults } from './example-faults.ts';
import { tell, told } from './tell-fault.ts';
import type { Workflow } from './workflow.ts';

const Checked = Definition.superRefine((workflow, context) => {
  for (const fault of conflictsIn(workflow as unknown as Workflow)) context.addIssue({ code: 'custom', ...fault });
});

/**
 * What is wrong with a definition, field by field; nothing when it is as it has to be. Functions are deployed without these checks, as
 * `lib/handlers/leave-out.ts` says: their workflows were checked before they were bundled.
 */
export function definitionFaults(workflow: Workflow): string[] {
  const definition = Checked.safeParse(workflow, told);
  if (definition.success) return exampleFaults(workflow);

  return definition.error.issues.map((issue) => tell(issue.path.length > 0 ? issue.path : ['definition'], issue));
}
