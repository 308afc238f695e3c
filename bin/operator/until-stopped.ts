/** How long the same signal may come again: npm, its shell and the launcher each pass a signal on that all of them had. */
const sameMs = 1000;

/**
 * Waits for a signal to stop, so that what is to be removed behind a command is removed. The same signal by another way does not end the command
 * before that; one that comes a second later does, as whoever sends it does not want to wait.
 */
export function untilStopped(): Promise<void> {
  let stoppedAt: number | undefined;
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => {
        stoppedAt ??= Date.now();
        if (Date.now() - stoppedAt > sameMs) process.exit(1);
        done();
      });
  });
}
