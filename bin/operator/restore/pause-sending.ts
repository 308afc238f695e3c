import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { queueKeys } from '../../../contract/channels/channels.ts';

type Pausing = {
  why: string;
  /** Waits until functions know of the pause, and what they had begun has ended. */
  quiet: () => Promise<void>;
  tell: (line: string) => void;
};

/**
 * Pauses every queue in the old table and the restored one, so that nothing is sent before or after the switch; answers which. A pause that
 * somebody made stays, and workflows that are paused in the old table are paused in the other too.
 */
export async function pauseSending([old, restored]: [Table, Table], { why, quiet, tell }: Pausing): Promise<string[]> {
  const queues = queueKeys();
  for (const pauses of [old, restored].map(dynamoPauses)) {
    for (const queue of queues) {
      const found = await pauses.find(queue);
      if (found === undefined || found.until !== undefined) await pauses.pause(queue, { why });
    }
  }
  for (const [workflow, pause] of await dynamoWorkflowPauses(old).list())
    await dynamoWorkflowPauses(restored).pause(workflow, pause);
  tell(`${queues.join(', ')} are paused; waiting for what is under way`);
  await quiet();
  return queues;
}
