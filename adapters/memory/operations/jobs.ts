import { JobName } from '../../../contract/operations/health.ts';
import type { JobRecord, Jobs } from '../../../core/operations/ports/jobs.ts';

type HeldJob = { record: JobRecord; holder?: string; leaseUntil?: Date };

/** Keeps job runs in memory. */
export function memoryJobs(): Jobs {
  const jobs = new Map<JobName, HeldJob>(JobName.options.map((name) => [name, { record: { name } }]));
  const jobOf = (name: JobName) => jobs.get(name) ?? { record: { name } };

  return {
    async start({ name, holder, leaseSeconds, now }) {
      const { record, holder: held, leaseUntil } = jobOf(name);
      if (leaseUntil !== undefined && leaseUntil > now && held !== holder) return undefined;

      const started = { ...record, firstStartedAt: record.firstStartedAt ?? now, startedAt: now };
      jobs.set(name, { record: started, holder, leaseUntil: new Date(now.getTime() + leaseSeconds * 1000) });
      return { ...started };
    },

    async save({ name, holder }, cursor) {
      const job = jobOf(name);
      if (job.holder !== holder) return false;
      jobs.set(name, { ...job, record: { ...job.record, cursor } });
      return true;
    },

    async end({ name, holder }, end) {
      const { record, holder: held } = jobOf(name);
      if (held !== holder) return false;

      const { through: _, cursor: __, ...rest } = record;
      const { outcome: ___, at, ...done } = end;
      const ended = end.outcome === 'failed' ? { ...record, endedAt: at } : { ...rest, endedAt: at, succeededAt: at, ...done };
      jobs.set(name, { record: ended, holder });
      return true;
    },

    async list() {
      return [...jobs.values()].map(({ record }) => ({ ...record }));
    },
  };
}
