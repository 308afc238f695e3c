import { queueKeys } from '../../contract/channels/channels.ts';
import type { PausedItem } from '../../contract/operations/paused-work.ts';
import type { Now } from '../time/ports/clock.ts';
import { isPaused } from './enforce-pause.ts';
import type { PausableQueue, Pauses } from './ports/pauses.ts';
import type { WorkflowPauses } from './ports/workflow-pauses.ts';

export type ListPausedDeps = { pauses: Pick<Pauses, 'find'>; workflowPauses: Pick<WorkflowPauses, 'list'>; now: Now };

/** Lists the queues and workflows that are paused, and why. */
export async function listPaused({ pauses, workflowPauses, now }: ListPausedDeps): Promise<PausedItem[]> {
  const queues: PausableQueue[] = [...queueKeys(), 'unverified-recipients'];
  const [found, workflows] = await Promise.all([
    Promise.all(queues.map(async (queue) => ({ queue, pause: await pauses.find(queue) }))),
    workflowPauses.list(),
  ]);
  return [
    ...found.flatMap(({ queue, pause }) =>
      pause === undefined || !isPaused(pause, now())
        ? []
        : [
            {
              queue,
              why: pause.why,
              ...(pause.since && { since: pause.since.toISOString() }),
              ...(pause.until && { until: pause.until.toISOString() }),
            },
          ],
    ),
    ...[...workflows].map(([workflow, { since, why }]) => ({ workflow, why, since: since.toISOString() })),
  ];
}
