import { cacheFolder } from './cache-folder.mjs';
import { findOrFetchNode24 } from './node24.mjs';
import { installPackages } from './packages.mjs';
import { endBySignal, onStopSignals } from './signals.mjs';

/**
 * Makes packages and Node 24 ready, both at once, and gives the path of the Node to go on with.
 * @throws SetUpFailed with one line to act on.
 */
export async function setUp(root) {
  const [node] = await unlessStopped((where) => [findOrFetchNode24(where), installPackages({ root, ...where })]);
  return node;
}

/**
 * Makes Node 24 ready for what npm has installed, and gives its path.
 * @throws SetUpFailed with one line to act on.
 */
export async function setUpNode() {
  const [node] = await unlessStopped((where) => [findOrFetchNode24(where)]);
  return node;
}

/** Does all of the work at once. A stop signal in the meantime ends npm too, and then this process by the same signal. */
async function unlessStopped(start) {
  const stop = new AbortController();
  const stopListening = onStopSignals((signal) => stop.abort(signal));

  const ends = await Promise.allSettled(start({ cache: cacheFolder(), signal: stop.signal }));

  stopListening();
  if (stop.signal.aborted) await endBySignal(stop.signal.reason);
  const failed = ends.findLast(({ status }) => status === 'rejected'); // of both, what the packages say
  if (failed) throw failed.reason;
  return ends.map(({ value }) => value);
}
