// npm run drill → every fault, one line each; `npm run drill -- <name> …` takes only those, `--json` prints JSON lines
// npm run drill -- kills-and-oracle [--seed=N] → everything is killed at random, and each accepted message is looked for at the providers

import { drill, type Line } from './drill.ts';
import { type DrillSystem, startDrillSystem } from './drill-system.ts';
import type { Fault } from './fault.ts';
import { faults } from './faults/index.ts';
import { killsAndOracle } from './kills/kills-and-oracle.ts';

const limitSeconds = 1_800; // well beyond what it takes on two busy cores: something hangs
const localSystems = 2; // most of a fault is waiting

// the queue emulator stands on node:sqlite, which would announce that it is experimental
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends the emulators too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const json = process.argv.includes('--json');
const asked = process.argv.slice(2).filter((word) => word !== '--json');
const campaign = 'kills-and-oracle';
if (asked[0] === campaign) process.exit((await killsAndOracle(seedIn(asked), print)) ? 0 : 1);
const unknown = asked.filter((name) => !faults.some((fault) => fault.name === name));
if (unknown.length > 0)
  giveUp(`there is no fault "${unknown.join('", "')}"; there are ${faults.map(({ name }) => name).join(', ')}, and ${campaign}`);

const waiting = faults.filter(({ name }) => asked.length === 0 || asked.includes(name));
const apart = Map.groupBy(
  waiting.filter(({ settings }) => settings),
  ({ settings }) => settings,
);
const usual = waiting.filter(({ settings }) => !settings);
const loners = usual.filter(({ alone }) => alone);
const sociable = usual.filter(({ alone }) => !alone);
if (!json) print(columns(['fault', 'lost', 'twice', 'stuck', 'recovery', 'promised', 'alarms']));
const started: DrillSystem[] = [];
while (started.length < Math.min(localSystems, usual.length)) started.push(await startDrillSystem()); // in turn: they share one synthesis
const broken = (await Promise.all(started.map((localSystem) => breakOneByOne(sociable, localSystem)))).flat();
for (const localSystem of started.splice(1)) await localSystem.stop();
for (const localSystem of started) {
  broken.push(...(await breakOneByOne(loners, localSystem)));
  await localSystem.stop();
}
for (const [settings, few] of apart) {
  const localSystem = await startDrillSystem(settings);
  broken.push(...(await breakOneByOne(few, localSystem)));
  await localSystem.stop();
}
if (!json) print(broken.length === 0 ? 'every promise was kept' : `${broken.length} promises were broken`);
process.exit(broken.length === 0 ? 0 : 1);

/** One local system, one fault after the other. */
async function breakOneByOne(queue: Fault[], localSystem: DrillSystem): Promise<string[]> {
  const wrong: string[] = [];
  for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) wrong.push(...(await one(fault, localSystem)));
  return wrong;
}

async function one(fault: Fault, localSystem: DrillSystem): Promise<string[]> {
  try {
    const line = await drill(fault, localSystem);
    print(json ? toJson(line) : toText(line));
    return line.broken;
  } catch (error) {
    print(json ? JSON.stringify({ fault: fault.name, failed: String(error) }) : `${fault.name.padEnd(37)} FAILED ${error}`);
    return [String(error)];
  }
}

function toJson({ fault: { name, promise, shortened = false }, outcome, alarms, broken: wrong }: Line): string {
  return JSON.stringify({ fault: name, ...outcome, alarms, promise, shortened, broken: wrong });
}

function toText({ fault: { name, promise, shortened }, outcome, alarms, broken: wrong }: Line): string {
  const { lost, sentTwice, stuck, recoverySeconds } = outcome;
  const ring = alarms.length === 0 ? '-' : alarms.join(', ');
  const promised = `0 / ${promise.sentTwice} / 0 / ${promise.recoverySeconds} s${shortened ? ' (shortened time)' : ''}`;
  const line = columns([name, lost, sentTwice, stuck, `${recoverySeconds.toFixed(1)} s`, promised, ring]);
  return [line, ...wrong.map((what) => `  BROKEN: ${what}`)].join('\n');
}

function columns(cells: readonly (string | number)[]): string {
  const widths = [37, 5, 6, 6, 9, 35];
  return cells
    .map((cell, n) => String(cell).padEnd(widths[n] ?? 0))
    .join(' ')
    .trimEnd();
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The same seed publishes the same and kills at the same publishes; without one it is another each time. */
function seedIn(words: readonly string[]): number {
  const given = words.find((word) => word.startsWith('--seed='))?.slice('--seed='.length);
  return given === undefined ? Date.now() % 1_000_000 : Number(given);
}

function giveUp(why: string): never {
  process.stderr.write(`drill: ${why}\n`);
  process.exit(1);
}
