import type { Outcome } from './checks.ts';

/** One line when all is well; the tool's whole output when not. */
export function show(outcome: Outcome): Outcome {
  const verdict = outcome.failed === 0 ? 'ok' : 'FAILED';
  process.stdout.write(
    `${outcome.name.padEnd(10)} ${verdict.padEnd(6)} ${outcome.seconds.toFixed(1).padStart(6)} s  ${outcome.detail}\n`,
  );
  if (outcome.failed > 0) process.stdout.write(`\n${outcome.output.trimEnd()}\n\n`);
  return outcome;
}
