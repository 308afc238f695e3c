import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkflowPauses } from '../../../core/delivery/ports/workflow-pauses.ts';
import type { Table } from '../table/table.ts';
import { workflowPausesKey } from './keys.ts';

const [whyOf, sinceOf] = ['why:', 'since:'];

/** Keeps the pauses of workflows in the table: one item, with two attributes for each workflow. A pause may be seen a moment late. */
export function dynamoWorkflowPauses({ name: TableName, client }: Table): WorkflowPauses {
  return {
    async list() {
      const { Item = {} } = await client.send(new GetCommand({ TableName, Key: workflowPausesKey() }));
      const keys = Object.keys(Item).flatMap((name) => (name.startsWith(whyOf) ? [name.slice(whyOf.length)] : []));
      return new Map(keys.map((key) => [key, { since: new Date(Item[sinceOf + key]), why: String(Item[whyOf + key]) }]));
    },

    async pause(workflow, { since, why }) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: workflowPausesKey(),
          UpdateExpression: 'SET #why = :why, #since = if_not_exists(#since, :since)',
          ExpressionAttributeNames: { '#why': whyOf + workflow, '#since': sinceOf + workflow },
          ExpressionAttributeValues: { ':why': why, ':since': since.toISOString() },
        }),
      );
    },

    async resume(workflow) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: workflowPausesKey(),
          UpdateExpression: 'REMOVE #why, #since',
          ExpressionAttributeNames: { '#why': whyOf + workflow, '#since': sinceOf + workflow },
        }),
      );
    },
  };
}
