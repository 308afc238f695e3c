import type { Facts } from './facts.ts';

/** What a check may conclude, from best to worst. `cannot-tell`: it could not look, so nobody knows. */
export const verdicts = ['ok', 'does-not-apply', 'not-yet', 'cannot-tell', 'wrong'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a check saw, in a sentence, and the line to type or the console page to open where something is left to do. */
export type Finding = { verdict: Verdict; found: string; mend?: string };

/** One thing that the doctor looks at. */
export type Check = {
  name: string;
  /** What goes wrong when this is not in order, in one sentence. */
  why: string;
  /** For what the local system does not have: why not. Such a check is not run there. */
  notLocal?: string;
  run: (facts: Facts) => Promise<Finding>;
};

/** All is as it should be. */
export function ok(found: string): Finding {
  return { verdict: 'ok', found };
}

/** Nothing is broken, but something is still to be done. */
export function notYet(found: string, mend: string): Finding {
  return { verdict: 'not-yet', found, mend };
}

/** Something does not work, or will not. */
export function wrong(found: string, mend: string): Finding {
  return { verdict: 'wrong', found, mend };
}

/** There is nothing to look at here, and that is fine. */
export function doesNotApply(found: string): Finding {
  return { verdict: 'does-not-apply', found };
}
