import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { sources } from '../../lib/places.ts';
import { buildEdited } from './build-edited.ts';
import { readFault, type WorkflowFault } from './workflow-fault.ts';

/** The workflows that are sent now, and what is wrong with those that were saved since. */
export type RunningWorkflows = {
  list: () => WorkflowAnswer[];
  /** How often they were built since the start, whatever came of it, and why the last time they could not be. */
  state: () => { edition: number; fault?: WorkflowFault };
  /** Builds what was saved, and sends by it from now on. @throws Error with what is wrong: then all goes on as before. */
  takeUp: (stopping: AbortSignal) => Promise<void>;
};

/** Keeps the workflows of a running system: those that it started with, until others are taken up. */
export function runningWorkflows(
  started: WorkflowAnswer[],
  { folder, use, ...places }: { folder: string; dataFolder: string; built: string; use: (bundles: string) => void },
): RunningWorkflows {
  let workflows = started;
  let edition = 0;
  let fault: WorkflowFault | undefined;
  return {
    list: () => workflows,
    state: () => ({ edition, ...(fault && { fault }) }),
    async takeUp(stopping) {
      try {
        const edited = await buildEdited(places, stopping);
        use(edited.bundles);
        ({ workflows } = edited);
        fault = undefined;
      } catch (error) {
        fault = readFault(error instanceof Error ? error.message : String(error), { folder, base: sources });
        throw error;
      } finally {
        edition += 1;
      }
    },
  };
}
