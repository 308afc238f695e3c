// npm run bench → figures as JSON lines, in some minutes; `npm run bench -- <name> …` takes only those
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { bundles } from './bundles/bundles.ts';
import { compare } from './compare/compare.ts';
import { bill } from './costs/bill-bench.ts';
import { ownerOptions, readOwner } from './costs/owner-options.ts';
import { sender } from './delivery/sender.ts';
import { digests } from './digests/digests.ts';
import { type BenchFigure, lastRelease, sameFigure, saveRelease } from './history.ts';
import { feed } from './inbox/feed.ts';
import { poll } from './inbox/poll.ts';
import { poller } from './inbox/poller.ts';
import type { Bench } from './measure/figure.ts';
import { lists } from './message-log/lists.ts';
import { planning } from './planning/plan.ts';
import { accept } from './publishing/accept.ts';
import { fanOut } from './publishing/fan-out.ts';
import { requests } from './publishing/requests.ts';
import { reload } from './reload/reload.ts';
import { scale } from './scale/scale.ts';
import { release } from './scheduling/release.ts';
import { statistics } from './statistics/statistics.ts';
import { webhooks } from './webhooks/webhooks.ts';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    save: { type: 'string' }, // as this version's figures, beside which later ones are printed
    ...ownerOptions({ users: '10000', notifications: '1000000', 'email-percent': '60', hours: '8' }),
    'keep-counted': { type: 'boolean', default: false }, // what `bill` has counted, for the calculator of the documentation
  },
});
const owner = readOwner(values);

const limitSeconds = 1800; // well beyond what it takes on two busy cores: something hangs
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
  lists,
  'fan-out': fanOut,
  statistics,
  webhooks,
  poller,
  reload,
  bill: () => bill(owner, values['keep-counted']),
  scale,
  compare,
};

// the queue emulator stands on node:sqlite, which would announce that it is experimental
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends the emulators too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) giveUp(`there is no bench "${unknown.join('", "')}"; there are ${Object.keys(benches).join(', ')}`);

const machine = {
  processor: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.version,
  load: loadavg()[0],
  unit: 'load average',
};
print({ bench: 'machine', ...machine });
const last = lastRelease();
const figures: BenchFigure[] = [];
for (const [bench, measure] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(bench)) continue;
  for await (const figure of measure()) {
    const of = { bench, ...figure };
    const before = sameFigure(last, of);
    figures.push(of);
    print({ ...of, ...(before !== undefined && { [`in ${last?.version}`]: before }) });
  }
}
if (values.save !== undefined)
  saveRelease({ version: values.save, date: new Date().toISOString().slice(0, 10), machine, figures });

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function giveUp(why: string): never {
  process.stderr.write(`bench: ${why}\n`);
  process.exit(1);
}
