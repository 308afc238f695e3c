import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoDueItems } from '../../../adapters/dynamodb/scheduling/due-items.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import type { OwnMessage } from '../../../contract/publishing/queue-messages.ts';
import type { Stack } from '../find-stack.ts';

/** Opens the pauses of a stage, and what is needed to let go what they hold. */
export function openPauses({ tableName, outputs }: Stack) {
  const table = openTable(tableName);
  return {
    pauses: dynamoPauses(table),
    workflowPauses: dynamoWorkflowPauses(table),
    dueItems: dynamoDueItems(table),
    ingest: sqsQueue<OwnMessage>(outputs.IngestQueueUrl ?? ''),
    now: table.now,
  };
}
