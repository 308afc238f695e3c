import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { sources } from '../../lib/places.ts';
import type { Stoppable } from '../stopping.ts';
import { type EditedPlaces, editedBuilds } from './edited-builds.ts';
import { readFault, type WorkflowFault } from './workflow-fault.ts';

/** The workflows that are sent now, and what is wrong with those that were saved since. */
export type RunningWorkflows = Stoppable & {
  list: () => WorkflowAnswer[];
  /** How often they were built since the start, whatever came of it, and why the last time they could not be. */
  state: () => { edition: number; fault?: WorkflowFault };
  /** Builds what was saved, and sends by it from now on. @throws Error with what is wrong: then all goes on as before. */
  takeUp: (stopping: AbortSignal) => Promise<void>;
};

/** Keeps the workflows of a running system: those that it started with, until others are taken up. */
export function runningWorkflows(
  started: WorkflowAnswer[],
  { use, ...places }: EditedPlaces & { use: (bundles: string) => void },
): RunningWorkflows {
  const builds = editedBuilds(places);
  let workflows = started;
  let edition = 0;
  let fault: WorkflowFault | undefined;
  return {
    list: () => workflows,
    state: () => ({ edition, ...(fault && { fault }) }),
    async takeUp(stopping) {
      try {
        const edited = await builds.build(stopping);
        use(edited.bundles);
        ({ workflows } = edited);
        fault = undefined;
      } catch (error) {
        fault = readFault(error instanceof Error ? error.message : String(error), { folder: places.folder, base: sources });
        throw error;
      } finally {
        edition += 1;
      }
    },
    stop: builds.stop,
  };
}
