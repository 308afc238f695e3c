// npm run rehearse:packages → what a stranger does with the packed packages, without a clone; `-- npm` takes that lane alone (pnpm, construct, nodes, upgrade), `-- short` the beginning of the first
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../../../bin/packages/pack.ts';
import { CannotRehearse } from '../python-environment.ts';
import { type LaneEnd, takeSteps } from '../step.ts';
import { type Lane, lanes } from './lanes.ts';
import { installPnpm, meetNeeds } from './needs.ts';
import { startRegistry, upstreamRegistry } from './registry.ts';
import { openStranger } from './stranger.ts';

const limitSeconds = 2_400; // well beyond what it takes on two busy cores: something hangs

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends what was started too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(lanes, name));
if (unknown.length > 0) giveUp(`there is no lane "${unknown.join('", "')}"; there are ${Object.keys(lanes).join(', ')}`);
const chosen = Object.entries(lanes).filter(([name]) => (asked.length === 0 ? name !== 'short' : asked.includes(name)));

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'bellhop-packages-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
  await meetNeeds(chosen.map(([, lane]) => lane));
  const tarballs = await packTimed('today', version);
  const ends: LaneEnd[] = [];
  for (const [name, lane] of chosen) ends.push(await takeLane(name, lane, tarballs)); // one after the other, as each step is timed
  const sum = (count: (end: LaneEnd) => number) => ends.reduce((total, end) => total + count(end), 0);
  const [passed, failed, notReached] = [sum((end) => end.passed), sum((end) => end.failed), sum((end) => end.notReached)];
  process.stdout.write(`${passed} steps passed, ${failed} failed, ${notReached} not reached\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof CannotRehearse)) throw error;
  giveUp(error.message);
}

/** One stranger and a registry of their own, step by step; both are gone however it ends. */
async function takeLane(name: string, lane: Lane, tarballs: readonly string[]): Promise<LaneEnd> {
  const before = `${version}-0`; // what an `npm update` takes up to the version, as it does from one patch to the next
  const registry = await startRegistry(await upstreamRegistry());
  registry.publish(lane.begins === 'today' ? tarballs : await packTimed('previous', before));
  const programs = lane.needs.includes('pnpm') ? await installPnpm(join(folder, 'pnpm')) : undefined;
  const stranger = await openStranger(registry, { programs });
  const { steps, stop } = lane.open(registry, { tarballs, version });
  try {
    return await takeSteps(name, steps, stranger, () => stranger.lastLines());
  } finally {
    await stop();
    await stranger.leave();
    await registry.stop();
  }
}

async function packTimed(name: string, as: string): Promise<string[]> {
  const startedAt = Date.now();
  const tarballs = await pack({ folder: join(folder, name), version: as });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`ok   ${seconds} s  pack     ${tarballs.length} packages of version ${as}\n`);
  return tarballs;
}

function giveUp(why: string): never {
  process.stderr.write(`rehearse:packages: ${why}\n`);
  process.exit(1);
}
