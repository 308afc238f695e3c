const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const parent = process.ppid;

/** Calls `listener` with the name of each stop signal, instead of ending; gives the function that ends this. */
export function onStopSignals(listener) {
  const watch = onNpmGone(() => listener('SIGTERM'));
  const pass = (signal) => {
    clearInterval(watch); // npm's end follows from the signal, and is no second one
    listener(signal);
  };
  for (const signal of stopSignals) process.on(signal, pass);
  return () => {
    clearInterval(watch);
    for (const signal of stopSignals) process.off(signal, pass);
  };
}

/** Ends this process, as a stop signal does, when the npm that runs it is gone. */
export function endWithNpm() {
  onNpmGone(() => process.kill(process.pid, 'SIGTERM'));
}

/** npm passes a signal to its shell, and not every shell passes it to us; but a shell that is gone can be seen. */
function onNpmGone(listener) {
  if (!process.env.npm_lifecycle_event) return undefined; // whoever starts us without npm may leave us alone on purpose
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    listener();
  }, 200);
  return watch.unref();
}

/** Ends this process by `signal` itself, so that whoever waits for it sees the true reason. Never returns. */
export function endBySignal(signal) {
  process.kill(process.pid, signal);
  return new Promise(() => setTimeout(() => process.exit(1), 1000));
}
