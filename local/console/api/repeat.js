import { Problem } from './call.js';

const afterFailureMs = 2_500;

/**
 * Runs a task now and again and again, each time `ms` after it ended, or after as many as it answers.
 * Rests while the tab is hidden. A failed round is tried again a little later, as `Retry-After` says if it does.
 * Answers `{ now, stop }`: `now` starts a round without waiting.
 */
export function repeat(task, ms) {
  let timer;
  let isRunning = false;
  let isWanted = false;
  let isStopped = false;

  async function round() {
    clearTimeout(timer);
    if (isRunning) {
      isWanted = true; // what is being read may be older than what was asked for
      return;
    }
    isRunning = true;
    const wait = await task().then((asked) => asked ?? ms, waitAfter);
    isRunning = false;
    plan(wait);
  }

  function plan(wait) {
    if (isStopped) return;
    if (isWanted) {
      isWanted = false;
      start();
    } else if (!document.hidden) timer = setTimeout(start, wait);
  }

  function start() {
    if (!isStopped) void round();
  }

  function onVisibility() {
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

function waitAfter(error) {
  return error instanceof Problem && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : afterFailureMs;
}
