/** The longest wait between two attempts, in seconds. */
export const longestRetrySeconds = 900;

/**
 * How long to wait before the next attempt, in seconds: full jitter over a doubling window.
 * `attempt` counts from 1, `random` is from 0 up to 1.
 * Why full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelaySeconds(attempt: number, random: number): number {
  const window = Math.min(longestRetrySeconds, 2 ** Math.min(attempt, 10));
  return Math.max(1, Math.ceil(window * random));
}
