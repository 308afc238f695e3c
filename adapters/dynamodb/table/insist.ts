import { setTimeout as sleepFor } from 'node:timers/promises';
import { RetryableError } from '../../../core/errors.ts';

/** The time after which no new try begins: a worker has to end within its time, and its lease outlasts it. */
const insistMs = 5_000;
const firstPauseMs = 50;
const longestPauseMs = 500;

/**
 * Repeats a write that DynamoDB was too busy for or did not answer, beyond what its client does: for what must not be forgotten. Pauses
 * grow and are drawn at random. `write` has to be one that changes nothing when it is repeated.
 * @throws RetryableError when there was no getting through for seconds.
 */
export async function insist<Result>(
  write: () => Promise<Result>,
  { nowMs = () => performance.now(), sleep = (ms: number): Promise<unknown> => sleepFor(ms) } = {},
): Promise<Result> {
  const endsAtMs = nowMs() + insistMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof RetryableError) || nowMs() >= endsAtMs) throw error;
    }
    await sleep(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt));
  }
}
