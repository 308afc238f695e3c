import type { Check, Finding, Verdict } from './check.ts';
import { verdicts } from './check.ts';
import { explainFailure } from './explain-failure.ts';
import type { Facts } from './facts.ts';

/** What one check says in the end. */
export type Diagnosis = Finding & { name: string; why: string };

/** How long a check may take in all; well beyond two tries of two calls. */
const mostSeconds = 45;

/** Runs every check, all at once; one that cannot look says so for itself alone. */
export function diagnose(checks: readonly Check[], facts: Facts): Promise<Diagnosis[]> {
  return Promise.all(checks.map(async (check) => ({ name: check.name, why: check.why, ...(await look(check, facts)) })));
}

/** Finds the worst of several verdicts. */
export function worstOf(diagnoses: readonly Finding[]): Verdict {
  return verdicts[Math.max(0, ...diagnoses.map(({ verdict }) => verdicts.indexOf(verdict)))] ?? 'ok';
}

async function look({ notLocal, run }: Check, facts: Facts): Promise<Finding> {
  if (facts.stage === 'local' && notLocal !== undefined) return { verdict: 'does-not-apply', found: notLocal };

  const late = Promise.withResolvers<Finding>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${mostSeconds} seconds`)), mostSeconds * 1000);
  try {
    return await Promise.race([run(facts), late.promise]);
  } catch (error) {
    return explainFailure(error);
  } finally {
    clearTimeout(timer);
  }
}
