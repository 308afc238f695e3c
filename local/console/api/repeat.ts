import { Problem } from './call.ts';

const afterFailureMs = 2_500;

/** A task that is run again and again. `now` starts a round without waiting. */
export type Repetition = { now: () => void; stop: () => void };

/**
 * Runs a task now and again and again, each time `ms` after it ended, or after as many as it answers.
 * Pauses while the tab is hidden. A failed round is tried again a little later, as `Retry-After` says if it does.
 */
export function repeat(task: () => Promise<number | undefined>, ms = 0): Repetition {
  let timer: number | undefined;
  let isRunning = false;
  let isWanted = false;
  let isStopped = false;

  async function round(): Promise<void> {
    clearTimeout(timer);
    if (isRunning) {
      isWanted = true; // what is being read may be older than what was asked for
      return;
    }
    isRunning = true;
    const waitMs = await task().then((asked) => asked ?? ms, waitAfter);
    isRunning = false;
    plan(waitMs);
  }

  function plan(waitMs: number): void {
    if (isStopped) return;
    if (isWanted) {
      isWanted = false;
      start();
    } else if (!document.hidden) timer = setTimeout(start, waitMs);
  }

  function start(): void {
    if (!isStopped) void round();
  }

  function onVisibility(): void {
    if (document.hidden) clearTimeout(timer);
    else start();
  }

  document.addEventListener('visibilitychange', onVisibility);
  start();
  return {
    now: start,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    },
  };
}

function waitAfter(error: unknown): number {
  return error instanceof Problem && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : afterFailureMs;
}
