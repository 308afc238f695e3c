const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Calls `listener` with the name of each stop signal, instead of ending; gives the function that ends this. */
export function onStopSignals(listener) {
  for (const signal of stopSignals) process.on(signal, listener);
  return () => {
    for (const signal of stopSignals) process.off(signal, listener);
  };
}

/** Ends this process by `signal` itself, so that whoever waits for it sees the true reason. Never returns. */
export function endBySignal(signal) {
  process.kill(process.pid, signal);
  return new Promise(() => setTimeout(() => process.exit(1), 1000));
}
