import { JobName } from '../../contract/health.ts';
import type { Jobs } from '../../core/ports.ts';

/** Job runs in memory. */
export function memoryJobs(): Jobs {
  const started = new Map<JobName, Date>();
  const succeeded = new Map<JobName, Date>();

  return {
    async started(name, at) {
      started.set(name, at);
    },

    async succeeded(name, at) {
      succeeded.set(name, at);
    },

    async list() {
      return JobName.options.map((name) => ({
        name,
        last_started_at: started.get(name)?.toISOString(),
        last_succeeded_at: succeeded.get(name)?.toISOString(),
      }));
    },
  };
}
