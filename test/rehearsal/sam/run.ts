// npm run rehearse:sam → docs/sam.md with the real SAM and Docker, every function; `-- short` takes one of each kind
import { CannotRehearse } from '../python-environment.ts';
import { takeSteps } from '../step.ts';
import { samSteps, startLocalSystem } from './steps.ts';
import { requireTools, samEnvironment } from './tools.ts';

const limitSeconds = 900; // well beyond what it takes on two busy cores: something hangs

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends what was started too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const [length = 'long', ...more] = process.argv.slice(2);
if (!['long', 'short'].includes(length) || more.length > 0) giveUp('the one word that it takes is "short"');

try {
  const env = samEnvironment();
  await requireTools(env);
  const localSystem = await startLocalSystem(env);
  const steps = samSteps(localSystem.page, { short: length === 'short' });
  const { passed, failed, notReached } = await takeSteps('sam', steps, localSystem, () => []).finally(() => localSystem.stop());
  process.stdout.write(`${passed} steps passed, ${failed} failed, ${notReached} not reached\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof CannotRehearse)) throw error;
  giveUp(error.message);
}

function giveUp(why: string): never {
  process.stderr.write(`rehearse:sam: ${why}\n`);
  process.exit(1);
}
