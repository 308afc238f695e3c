import type { Step } from '../step.ts';
import { constructLane } from './construct-steps.ts';
import { cloneSteps, createSteps } from './create-steps.ts';
import { nodeSteps } from './node-steps.ts';
import { pageSteps } from './page-steps.ts';
import { nodeSdkSteps, pythonSdkSteps } from './publish-steps.ts';
import type { Registry } from './registry.ts';
import { runnerSteps } from './runner-steps.ts';
import type { Stranger } from './stranger.ts';
import { type Today, upgradeLane } from './upgrade-steps.ts';
import { checkSteps, newSteps, reloadSteps, startSteps } from './write-steps.ts';

/** What a lane's steps need of the machine. */
type Need = 'chromium' | 'emulator' | 'python' | 'pnpm';

/** Steps that one stranger takes; `begins` says which version the registry has first, and `stop` ends what only the lane knows of. */
export type Lane = {
  needs: readonly Need[];
  begins: 'previous' | 'today';
  open(registry: Registry, today: Today): { steps: readonly Step<Stranger>[]; stop(): Promise<void> };
};

/** Makes a lane of steps that need nothing of their own. */
function today(needs: readonly Need[], steps: readonly Step<Stranger>[]): Lane {
  return { needs, begins: 'today', open: () => ({ steps, stop: async () => {} }) };
}

const first = [...createSteps('npm'), ...startSteps('npm'), ...newSteps, ...nodeSdkSteps];
const short = [...first, ...reloadSteps(30)]; // it holds up a release, on a machine that may be slow
const whole = [...first, ...checkSteps, ...runnerSteps, ...pythonSdkSteps, ...pageSteps, ...reloadSteps(2)];

/** What can be rehearsed, by name. */
export const lanes: Readonly<Record<string, Lane>> = {
  npm: today(['chromium', 'python'], whole),
  // in a clone by pnpm alone: `npm ci` asks for dynoxide of every platform, which some registries have not
  pnpm: today(['pnpm'], [...createSteps('pnpm'), ...cloneSteps, ...startSteps('pnpm')]),
  construct: { needs: ['emulator'], begins: 'today', open: constructLane },
  nodes: today([], nodeSteps),
  upgrade: { needs: ['emulator'], begins: 'previous', open: upgradeLane },
  short: today([], short),
};
