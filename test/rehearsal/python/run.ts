// npm run rehearse:python → the wheel of sdk/python, installed, against the local system; `-- short` leaves out what takes long
import { CannotRehearse } from '../python-environment.ts';
import { takeSteps } from '../step.ts';
import { pythonSteps } from './steps.ts';
import { startWorld } from './world.ts';

const limitSeconds = 900; // well beyond what it takes on two busy cores: something hangs

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends what was started too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const [length = 'long', ...more] = process.argv.slice(2);
if (!['long', 'short'].includes(length) || more.length > 0) giveUp('the one word that it takes is "short"');

try {
  const world = await startWorld();
  const { passed, failed, notReached } = await takeSteps(
    'python',
    pythonSteps({ short: length === 'short' }),
    world,
    () => [],
  ).finally(() => world.stop());
  process.stdout.write(`${passed} steps passed, ${failed} failed, ${notReached} not reached\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof CannotRehearse)) throw error;
  giveUp(error.message);
}

function giveUp(why: string): never {
  process.stderr.write(`rehearse:python: ${why}\n`);
  process.exit(1);
}
