import type { WorkflowPauses } from '../../../core/delivery/ports/workflow-pauses.ts';
import type { WorkflowPause } from '../../../core/planning/rules/hold-while-paused.ts';

/** Keeps the pauses of workflows in memory. */
export function memoryWorkflowPauses(): WorkflowPauses {
  const paused = new Map<string, WorkflowPause>();
  return {
    async list() {
      return structuredClone(paused);
    },

    async pause(workflow, { since, why }) {
      paused.set(workflow, { since: paused.get(workflow)?.since ?? since, why });
    },

    async resume(workflow) {
      paused.delete(workflow);
    },
  };
}
