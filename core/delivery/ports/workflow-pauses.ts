/** A workflow that its owner has paused: since when, and why. */
export type WorkflowPause = { since: Date; why: string };

/** The workflows of which nothing goes until their owner says so. */
export interface WorkflowPauses {
  /** All of them, by the key of the workflow: they are kept together, so that one read tells of all. */
  list(): Promise<ReadonlyMap<string, WorkflowPause>>;
  /** Pauses one. A workflow that is paused already keeps its `since`, and has the new `why`. */
  pause(workflow: string, pause: WorkflowPause): Promise<void>;
  resume(workflow: string): Promise<void>;
}
