import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoDueItems } from '../../../adapters/dynamodb/scheduling/due-items.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import type { OwnMessage } from '../../../contract/publishing/queue-messages.ts';
import { resumeWorkflow } from '../../../core/delivery/resume-workflow.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import type { StageView } from './stage-view.ts';

/**
 * Resumes a workflow and lets go what it holds, as `resume` does.
 * @throws CannotDo when it is not paused.
 */
export async function resumeWorkflowOf({ table, stack, sqs }: StageView, workflow: string): Promise<void> {
  const workflowPauses = dynamoWorkflowPauses(table);
  if (!(await workflowPauses.list()).has(workflow))
    throw new CannotDo(`the workflow "${workflow}" is not paused`, { code: exitCodes.notFound });
  const ingest = sqsQueue<OwnMessage>(stack.outputs.IngestQueueUrl ?? '', sqs);
  await resumeWorkflow(workflow, { workflowPauses, dueItems: dynamoDueItems(table), ingest, now: table.now });
}
