import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { queueKeys } from '../../../contract/channels/channels.ts';

type Pausing = {
  why: string;
  /** Waits until functions know of the pause, and what they had begun has ended. */
  quiet: () => Promise<void>;
  tell: (line: string) => void;
};

/** Pauses every queue in each of the tables, so that nothing is sent before or after the switch; answers which. A pause that somebody made stays. */
export async function pauseSending(tables: readonly Table[], { why, quiet, tell }: Pausing): Promise<string[]> {
  const queues = queueKeys();
  for (const pauses of tables.map(dynamoPauses)) {
    for (const queue of queues) {
      const found = await pauses.find(queue);
      if (found === undefined || found.until !== undefined) await pauses.pause(queue, { why });
    }
  }
  tell(`${queues.join(', ')} are paused; waiting for what is under way`);
  await quiet();
  return queues;
}
