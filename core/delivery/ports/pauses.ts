import type { QueueKey } from '../../../contract/channels/channels.ts';
import type { ProviderName } from '../../../contract/channels/providers.ts';

/**
 * A queue that is paused: nothing is sent before `until`, and then one message tries whether it is open again. Without `until` it
 * stays paused until somebody lifts it, and `since` says since when it has been.
 */
export type Pause = { until?: Date; why: string; since?: Date };

/** Queues that are paused because their provider will take nothing for hours, or should not be asked to. */
export interface Pauses {
  find(queue: PausableQueue): Promise<Pause | undefined>;
  pause(queue: PausableQueue, pause: Pause): Promise<void>;
  /** Puts off a mark that has run out. Answers whether it was the caller who did it, of however many at once. */
  postpone(queue: PausableQueue, pause: Pause, until: Date): Promise<boolean>;
  resume(queue: PausableQueue): Promise<void>;
}
/**
 * What can be paused: a queue, or a provider where a channel has several of them. `unverified-recipients` is a mark and pauses
 * nothing: e-mails to some recipients wait for the owner.
 */
export type PausableQueue = QueueKey | 'unverified-recipients' | `provider:${ProviderName}`;
