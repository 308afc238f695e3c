// npm test: types, lint, dead code and every test; `npm test -- <pattern>` runs only the tests whose path matches.
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { checks, compiler, type Outcome, runTests, runTestsMatching } from './run/checks.ts';
import { checkOwnTypes, checkOwnWorkflows, takeOwnWorkflows } from './run/own-workflows.ts';

process.env.BELLHOP_CONFIG = ''; // whatever the owner has set, what is tested is ours
const patterns = process.argv.slice(2);
const ownWorkflows = await takeOwnWorkflows(dirname(import.meta.dirname));
const outcomes = patterns.length > 0 ? [await runTestsMatching(patterns)] : await runEverything();
const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
const failed = sum((outcome) => outcome.failed);

process.stdout.write(`${sum((outcome) => outcome.passed)} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** The tests in one lane, the other checks in another: one after the other on few cores, all at once on many. */
async function runEverything(): Promise<Outcome[]> {
  const tests = runTests().then(show);
  const others: Promise<Outcome>[] = [];
  for (const check of [...checks, ...ownChecks(ownWorkflows)]) {
    const outcome = check().then(show);
    others.push(outcome);
    if (availableParallelism() < 4) await outcome;
  }
  return Promise.all([...others, tests]);
}

/** What is asked of workflows that the owner keeps in a folder of their own. */
function ownChecks(folder: string | undefined): typeof checks {
  return folder === undefined ? [] : [() => checkOwnWorkflows(folder), () => checkOwnTypes(folder, compiler)];
}

/** One line when all is well; the tool's whole output when not. */
function show(outcome: Outcome): Outcome {
  const verdict = outcome.failed === 0 ? 'ok' : 'FAILED';
  process.stdout.write(
    `${outcome.name.padEnd(10)} ${verdict.padEnd(6)} ${outcome.seconds.toFixed(1).padStart(6)} s  ${outcome.detail}\n`,
  );
  if (outcome.failed > 0) process.stdout.write(`\n${outcome.output.trimEnd()}\n\n`);
  return outcome;
}
