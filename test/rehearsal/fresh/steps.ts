import type { Deployment } from '../deployment.ts';
import type { Step } from '../step.ts';
import { deploySteps } from './deploy.ts';
import { publishSteps } from './publish.ts';

/** What a new owner does, from an empty account on. */
export const fresh: readonly Step<Deployment>[] = [...deploySteps, ...publishSteps];
