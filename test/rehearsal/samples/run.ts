// npm run rehearse:samples → the samples of docs/coming-from/ and docs/tutorials/, before and after; `-- celery knock` takes those alone
import { takeSteps } from '../step.ts';
import { apscheduler } from './apscheduler.ts';
import { bells } from './bells.ts';
import { celery } from './celery.ts';
import { startLocalSystem } from './local-system.ts';
import { django, kafka, rails } from './mailers.ts';
import { qstash } from './qstash.ts';
import type { Sample } from './sample.ts';
import { vendorSamples } from './vendors.ts';

const limitSeconds = 900; // well beyond what it takes on two busy cores: something hangs
const samples: readonly Sample[] = [celery, apscheduler, qstash, kafka, django, rails, ...vendorSamples, ...bells];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1)); // ends what was started too
setTimeout(() => giveUp(`it did not end within ${limitSeconds} seconds`), limitSeconds * 1000).unref();

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !samples.some((sample) => sample.name === name));
if (unknown.length > 0)
  giveUp(`there is no sample "${unknown.join('", "')}"; there are ${samples.map(({ name }) => name).join(', ')}`);

const localSystem = await startLocalSystem();
let [passed, failed, notReached] = [0, 0, 0];
try {
  for (const { name, steps } of samples.filter((sample) => asked.length === 0 || asked.includes(sample.name))) {
    await localSystem.tidyUp();
    const end = await takeSteps(name, steps, localSystem, () => []);
    [passed, failed, notReached] = [passed + end.passed, failed + end.failed, notReached + end.notReached];
  }
} finally {
  await localSystem.stop();
}
process.stdout.write(`${passed} steps passed, ${failed} failed, ${notReached} not reached\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function giveUp(why: string): never {
  process.stderr.write(`rehearse:samples: ${why}\n`);
  process.exit(1);
}
