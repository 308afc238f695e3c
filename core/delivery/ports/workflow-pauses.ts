import type { WorkflowPause } from '../../planning/rules/hold-while-paused.ts';

/** The workflows of which nothing goes until their owner says so. */
export interface WorkflowPauses {
  /** All of them, by the key of the workflow: they are kept together, so that one read tells of all. */
  list(): Promise<ReadonlyMap<string, WorkflowPause>>;
  /** Pauses one. A workflow that is paused already keeps its `since`, and has the new `why`. */
  pause(workflow: string, pause: WorkflowPause): Promise<void>;
  resume(workflow: string): Promise<void>;
}
