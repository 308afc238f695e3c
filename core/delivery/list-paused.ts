import { chosenChannels, queueKeys } from '../../contract/channels/channels.ts';
import { type ProviderName, providerNames } from '../../contract/channels/providers.ts';
import type { PausedItem } from '../../contract/operations/paused-work.ts';
import type { Now } from '../time/ports/clock.ts';
import { markOf } from './choose-provider.ts';
import { isPaused } from './enforce-pause.ts';
import type { PausableQueue, Pauses } from './ports/pauses.ts';
import type { WorkflowPauses } from './ports/workflow-pauses.ts';

export type ListPausedDeps = { pauses: Pick<Pauses, 'find'>; workflowPauses: Pick<WorkflowPauses, 'list'>; now: Now };

/** Lists the queues, providers and workflows that are paused, and why. */
export async function listPaused({ pauses, workflowPauses, now }: ListPausedDeps): Promise<PausedItem[]> {
  const queues: PausableQueue[] = [...queueKeys(), 'unverified-recipients'];
  const providers = chosenChannels().flatMap((channel): ProviderName[] => providerNames(channel));
  const marks = [
    ...queues.map((queue) => ({ mark: queue, named: { queue } })),
    ...providers.map((provider) => ({ mark: markOf(provider), named: { provider } })),
  ];
  const [found, workflows] = await Promise.all([
    Promise.all(marks.map(async ({ mark, named }) => ({ named, pause: await pauses.find(mark) }))),
    workflowPauses.list(),
  ]);
  return [
    ...found.flatMap(({ named, pause }) => {
      if (pause === undefined || !isPaused(pause, now())) return [];
      const { why, since, until } = pause;
      return [{ ...named, why, ...(since && { since: since.toISOString() }), ...(until && { until: until.toISOString() }) }];
    }),
    ...[...workflows].map(([workflow, { since, why }]) => ({ workflow, why, since: since.toISOString() })),
  ];
}
