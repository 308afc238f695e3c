// npm run bench → figures as JSON lines, in three minutes; `npm run bench -- <name> …` takes only those
import { availableParallelism, cpus, loadavg } from 'node:os';
import { bundles } from './bundles/bundles.ts';
import { sender } from './delivery/sender.ts';
import { digests } from './digests/digests.ts';
import { feed } from './inbox/feed.ts';
import { poll } from './inbox/poll.ts';
import { poller } from './inbox/poller.ts';
import type { Bench } from './measure/figure.ts';
import { planning } from './planning/plan.ts';
import { accept } from './publishing/accept.ts';
import { fanOut } from './publishing/fan-out.ts';
import { requests } from './publishing/requests.ts';
import { release } from './scheduling/release.ts';

const limitSeconds = 300; // well beyond what it takes on two busy cores: something hangs
const benches: Readonly<Record<string, Bench>> = {
  bundles,
  accept,
  feed,
  poll,
  sender,
  requests,
  planning,
  release,
  digests,
  'fan-out': fanOut,
  poller,
};

// the queue emulator stands on node:sqlite, which would announce that it is experimental
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends the emulators too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) giveUp(`there is no bench "${unknown.join('", "')}"; there are ${Object.keys(benches).join(', ')}`);

print({
  bench: 'machine',
  processor: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.version,
  load: loadavg()[0],
  unit: 'load average',
});
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for await (const figure of bench()) print({ bench: name, ...figure });
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function giveUp(why: string): never {
  process.stderr.write(`bench: ${why}\n`);
  process.exit(1);
}
