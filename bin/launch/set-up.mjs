import { cacheFolder } from './cache-folder.mjs';
import { findOrFetchNode24 } from './node24.mjs';
import { installPackages } from './packages.mjs';
import { endBySignal, onStopSignals } from './signals.mjs';

/**
 * Makes packages and Node 24 ready, both at once, and gives the path of the Node to go on with.
 * A stop signal in the meantime ends npm too, and then this process by the same signal.
 * @throws SetUpFailed with one line to act on.
 */
export async function setUp(root) {
  const stop = new AbortController();
  const stopListening = onStopSignals((signal) => stop.abort(signal));
  const where = { root, cache: cacheFolder(), signal: stop.signal };

  const [packages, node] = await Promise.allSettled([installPackages(where), findOrFetchNode24(where)]);

  stopListening();
  if (stop.signal.aborted) await endBySignal(stop.signal.reason);
  if (packages.status === 'rejected') throw packages.reason;
  if (node.status === 'rejected') throw node.reason;
  return node.value;
}
