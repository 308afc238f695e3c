import type { MessageEvent } from '../../../contract/publishing/notifications.ts';

/** What is taken from its queue within so long goes as it was planned: less has changed than a reader sees. */
const freshMs = 60_000;

/** How far a message has come. */
type Queued = { attempts: number; events: readonly MessageEvent[] };

/** Whether its user may have acted since a message was planned: it was tried before, or it has lain in its queue for a while. */
export function hasWaited({ attempts, events }: Queued, at: Date): boolean {
  const queuedAt = events.find(({ status }) => status === 'queued')?.at;
  return attempts > 0 || (queuedAt !== undefined && at.getTime() - new Date(queuedAt).getTime() >= freshMs);
}
