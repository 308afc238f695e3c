import type { Deployment } from '../deployment.ts';
import type { Step } from '../step.ts';
import { deploySteps } from './deploy.ts';
import { doctorSteps } from './doctor.ts';
import { feedbackSteps } from './feedback.ts';
import { laterSteps } from './later.ts';
import { publishSteps } from './publish.ts';
import { readSteps } from './read.ts';
import { redeploySteps } from './redeploy.ts';
import { restoreSteps } from './restore.ts';

const use: readonly Step<Deployment>[] = [...publishSteps, ...readSteps, ...laterSteps, ...feedbackSteps];

/** What a new owner does, from an empty account on. */
export const fresh: readonly Step<Deployment>[] = [...deploySteps, ...doctorSteps, ...use, ...redeploySteps, ...restoreSteps];

/** The first deploy, and all that an app does with it. */
export const short: readonly Step<Deployment>[] = [...deploySteps, ...use];
