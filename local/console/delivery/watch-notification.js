import { apiKeys, ask, Problem } from '../api/call.js';
import { repeat } from '../api/repeat.js';
import { isSettled } from './status.js';

const patienceMs = 10_000; // accepted is not yet dispatched: until then the answer is 404

/**
 * Reads a notification until every message of it is settled, less and less often. Calls `show` with `{ notification }`,
 * or with `{ problem }` when there is no such thing. Answers a function that stops it.
 */
export function watchNotification(id, show) {
  const startedAt = Date.now();
  const polling = repeat(async () => {
    const seen = await look(id);
    const elapsedMs = Date.now() - startedAt;
    const isTooEarly = seen.problem !== undefined && elapsedMs < patienceMs;
    if (!isTooEarly) show(seen);
    if (seen.notification ? seen.notification.messages.every(isSettled) : !isTooEarly) polling.stop();
    return Math.min(400 + elapsedMs / 4, 5_000);
  });
  return polling.stop;
}

async function look(id) {
  try {
    return { notification: await ask('GET', `/v1/notifications/${encodeURIComponent(id)}`, { bearer: apiKeys.live }) };
  } catch (problem) {
    if (problem instanceof Problem && problem.status < 500 && problem.status !== 429) return { problem };
    throw problem;
  }
}
