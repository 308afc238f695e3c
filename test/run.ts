// npm test: types, lint, dead code and every test; `npm test -- <pattern>` runs only the tests whose path matches.
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { type Outcome, runTests, runTestsMatching } from './run/checks.ts';
import { allChecks } from './run/own-workflows.ts';
import { show } from './run/show.ts';

const patterns = process.argv.slice(2);
const checks = await allChecks(dirname(import.meta.dirname));
const outcomes = patterns.length > 0 ? [await runTestsMatching(patterns)] : await runEverything();
const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
const failed = sum((outcome) => outcome.failed);

process.stdout.write(`${sum((outcome) => outcome.passed)} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** The tests in one lane, the other checks in another: one after the other on few cores, all at once on many. */
async function runEverything(): Promise<Outcome[]> {
  const tests = runTests().then((lanes) => lanes.map(show));
  const others: Promise<Outcome>[] = [];
  for (const check of checks) {
    const outcome = check().then(show);
    others.push(outcome);
    if (availableParallelism() < 4) await outcome;
  }
  return [...(await Promise.all(others)), ...(await tests)];
}
