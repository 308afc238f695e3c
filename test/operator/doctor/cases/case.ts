import type { Changes } from '../a-deployment.ts';

/** A check, what is not in order, how AWS tells of it, the verdict, what the check says of it, and what mends it. */
export type Case = readonly [check: string, what: string, Changes, verdict: string, found: RegExp, mend: RegExp];
