import { deadLetters, visibility } from '../../adapters/sqs/queue.ts';
import type { Settings } from '../../contract/settings.ts';
import { metrics } from './metrics.ts';
import type { QueueShell } from './on-queue.ts';

/** The settings that every consumer of a queue reads for its shell. */
export const queueShellSettings = ['STAGE', 'OWN_QUEUE_URL', 'DEAD_LETTER_QUEUE_URL', 'UPGRADE_SECONDS'] as const;

/** Makes what a consumer uses beside its own queue: dead-letter queue, visibility and metrics. */
export function queueShell(
  settings: Pick<Settings, (typeof queueShellSettings)[number]>,
  { recordsAtOnce }: Pick<QueueShell, 'recordsAtOnce'>,
): QueueShell {
  return {
    deadLetters: deadLetters(settings.DEAD_LETTER_QUEUE_URL),
    visibility: visibility(settings.OWN_QUEUE_URL),
    recordsAtOnce,
    upgradeSeconds: settings.UPGRADE_SECONDS,
    measure: metrics(settings.STAGE),
  };
}
