import type { PausedWork, SchedulesHealth, Statistics, StuckWork, WorkflowList } from '../generated/api.ts';
import type { Call, CallOptions, QueryOf } from '../operations.ts';

/** Tells which workflows there are. */
export class Workflows {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Lists all workflows, with their channels and steps. */
  async list(options?: CallOptions): Promise<WorkflowList> {
    return (await this.#call('listWorkflows', {}, options)).body;
  }
}

/** Tells how it goes: for dashboards and alarms of your own. */
export class Health {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Counts what became of notifications: by day, channel, workflow and more. */
  async statistics(query: Omit<QueryOf<'readStatistics'>, 'format'> = {}, options?: CallOptions): Promise<Statistics> {
    return (await this.#call('readStatistics', { query }, options)).body;
  }

  /** Tells how the stage's own regular work goes. */
  async schedules(options?: CallOptions): Promise<SchedulesHealth> {
    return (await this.#call('readSchedules', {}, options)).body;
  }

  /** Lists what waits for longer than it should. */
  async stuck(options?: CallOptions): Promise<StuckWork> {
    return (await this.#call('readStuckWork', {}, options)).body;
  }

  /** Lists what somebody or something has paused. */
  async paused(options?: CallOptions): Promise<PausedWork> {
    return (await this.#call('readPausedWork', {}, options)).body;
  }
}
