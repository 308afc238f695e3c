import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { queueKeys } from '../../contract/channels/channels.ts';
import type { PausableQueue, Pause } from '../../core/delivery/ports/pauses.ts';

const staleMs = 15 * 60_000; // whatever waited would have tried by then, so the mark is a leftover: core/delivery/enforce-pause.ts

/** A queue that is paused, why, and until when; without `until`, until somebody resumes it. */
export type PausedQueue = { queue: PausableQueue } & Pause;

/** The queues that are paused because their provider takes nothing for hours, or should not be asked to. */
export async function listPaused(table: Table): Promise<PausedQueue[]> {
  const pauses = dynamoPauses(table);
  const queues: PausableQueue[] = [...queueKeys(), 'unverified-recipients'];
  const found = await Promise.all(queues.map(async (queue) => ({ queue, pause: await pauses.find(queue) })));
  const staleAt = new Date(table.now().getTime() - staleMs);
  return found.flatMap(({ queue, pause }) =>
    pause === undefined || (pause.until !== undefined && pause.until < staleAt) ? [] : [{ queue, ...pause }],
  );
}
