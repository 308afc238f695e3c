import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { WorkflowPauses } from '../../../core/delivery/ports/workflow-pauses.ts';
import type { Table } from '../table/table.ts';
import { workflowPausesKey } from './keys.ts';

const [whyOf, sinceOf] = ['why:', 'since:'];

/** Keeps the pauses of workflows in the table: one item, with two attributes for each workflow. A pause may be seen a moment late. */
export function dynamoWorkflowPauses(table: Table): WorkflowPauses {
  const { name: TableName, client } = table;
  return {
    async list() {
      const { Item = {} } = await client.send(new GetCommand({ TableName, Key: workflowPausesKey() }));
      const keys = Object.keys(Item).flatMap((name) => (name.startsWith(whyOf) ? [name.slice(whyOf.length)] : []));
      return new Map(keys.map((key) => [key, { since: new Date(Item[sinceOf + key]), why: String(Item[whyOf + key]) }]));
    },

    pause: (workflow, { since, why }) =>
      update(table, workflow, {
        UpdateExpression: 'SET #why = :why, #since = if_not_exists(#since, :since)',
        ExpressionAttributeValues: { ':why': why, ':since': since.toISOString() },
      }),

    resume: (workflow) => update(table, workflow, { UpdateExpression: 'REMOVE #why, #since' }),
  };
}

type Change = Pick<UpdateCommandInput, 'UpdateExpression' | 'ExpressionAttributeValues'>;

async function update({ name: TableName, client }: Table, workflow: string, change: Change): Promise<void> {
  const ExpressionAttributeNames = { '#why': whyOf + workflow, '#since': sinceOf + workflow };
  await client.send(new UpdateCommand({ TableName, Key: workflowPausesKey(), ExpressionAttributeNames, ...change }));
}
