// npm run rehearse → the README's commands and what users do, against an emulator that is not ours; `npm run rehearse -- fresh` takes that lane alone; `short` is the beginning of it

import { type Deployment, startDeployment } from './deployment.ts';
import { fresh, short } from './fresh/steps.ts';
import { CannotRehearse, emulatorPython } from './python-environment.ts';
import { type LaneEnd, type Step, takeSteps } from './step.ts';
import { upgrade } from './upgrade/steps.ts';

const limitSeconds = 900; // well beyond what it takes on two busy cores: something hangs
const whole = { fresh, upgrade: upgrade() };
const lanes: Readonly<Record<string, readonly Step<Deployment>[]>> = { ...whole, short };

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends emulators and commands too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(lanes, name));
if (unknown.length > 0) giveUp(`there is no lane "${unknown.join('", "')}"; there are ${Object.keys(lanes).join(', ')}`);

try {
  await emulatorPython();
  const chosen = Object.entries(asked.length === 0 ? whole : lanes).filter(
    ([name]) => asked.length === 0 || asked.includes(name),
  );
  const ends = await Promise.all(chosen.map(([name, steps]) => takeLane(name, steps)));
  const sum = (count: (end: LaneEnd) => number) => ends.reduce((total, end) => total + count(end), 0);
  const [passed, failed, notReached] = [sum((end) => end.passed), sum((end) => end.failed), sum((end) => end.notReached)];
  process.stdout.write(`${passed} steps passed, ${failed} failed, ${notReached} not reached\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof CannotRehearse)) throw error;
  giveUp(error.message);
}

/** One emulator and its deployment, step by step; stopped however it ends. */
async function takeLane(name: string, steps: readonly Step<Deployment>[]): Promise<LaneEnd> {
  const deployment = await startDeployment();
  try {
    return await takeSteps(name, steps, deployment, () => deployment.emulator.lastLines(/error|fail|exception/i));
  } finally {
    await deployment.stop();
  }
}

function giveUp(why: string): never {
  process.stderr.write(`rehearse: ${why}\n`);
  process.exit(1);
}
