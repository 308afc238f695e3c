import type { QueueKey } from '../../../contract/channels/channels.ts';

/** The queues whose workers look at pauses. SMS are stopped by a budget of 0: docs/runbook.md. */
export const pausable = ['email', 'bulk-email'] as const satisfies readonly QueueKey[];
export type Pausable = (typeof pausable)[number];
