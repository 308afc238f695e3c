import type { WorkflowAnswer } from '../contract/message-log/lists.ts';
import { describeWorkflow } from '../core/workflows/rules/describe-workflow.ts';
import type { Workflow } from '../core/workflows/rules/workflow.ts';
import { workflows } from './index.ts';

/** Every workflow as the API lists it. In a bundle this is the list that its synthesis made: lib/workflows/workflow-list.ts. */
export function listedWorkflows(): WorkflowAnswer[] {
  return (workflows as readonly unknown[] as Workflow[]).map(describeWorkflow);
}
