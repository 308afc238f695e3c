import { apiKeys, ask, Problem } from '../api/call.ts';
import { repeat } from '../api/repeat.ts';
import type { NotificationAnswer } from '../api/types.ts';
import { isFinal } from './status.ts';

/** A notification as it is, or the problem that there is no such thing. */
export type Seen = { notification: NotificationAnswer; problem?: undefined } | { notification?: undefined; problem: Problem };

const longestDispatchMs = 10_000; // accepted is not yet dispatched: until then the answer is 404

/** Reads a notification until every message of it is final, less and less often. Answers a function that stops it. */
export function watchNotification(id: string, show: (seen: Seen) => void): () => void {
  const startedAt = Date.now();
  const polling = repeat(async () => {
    const seen = await read(id);
    const elapsedMs = Date.now() - startedAt;
    const isTooEarly = seen.problem !== undefined && elapsedMs < longestDispatchMs;
    if (!isTooEarly) show(seen);
    if (seen.notification ? seen.notification.messages.every(isFinal) : !isTooEarly) polling.stop();
    return Math.min(400 + elapsedMs / 4, 5_000);
  });
  return polling.stop;
}

async function read(id: string): Promise<Seen> {
  try {
    return { notification: await ask(`GET /v1/notifications/${encodeURIComponent(id)}`, { bearer: apiKeys.live }) };
  } catch (problem) {
    if (problem instanceof Problem && problem.status < 500 && problem.status !== 429) return { problem };
    throw problem;
  }
}
