import type { PausableQueue, Pauses } from '../../../core/delivery/ports/pauses.ts';
import type { Now } from '../../../core/time/ports/clock.ts';

/** Pauses a queue until somebody resumes it. One that somebody paused before keeps its `since`, and has the new `why`. */
export async function pauseQueueNow(
  queue: PausableQueue,
  why: string,
  { pauses, now }: { pauses: Pauses; now: Now },
): Promise<void> {
  const found = await pauses.find(queue);
  const since = (found?.until === undefined ? found?.since : undefined) ?? now();
  await pauses.pause(queue, { why, since });
}
