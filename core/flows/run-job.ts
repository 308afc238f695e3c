import { JobName, type SchedulesHealth } from '../../contract/health.ts';
import type { Jobs, Now } from '../ports.ts';

/** Runs a scheduled job and records its start and, when it did not throw, its success with how many items it handled. */
export async function runJob(
  name: JobName,
  work: () => Promise<number>,
  { jobs, now }: { jobs: Jobs; now: Now },
): Promise<number> {
  await jobs.started(name, now());
  const count = await work();
  await jobs.succeeded(name, now(), count);
  return count;
}

/** Every job there is, with when it last ran; one that has never run has no times. */
export async function readSchedules({ jobs }: { jobs: Jobs }): Promise<SchedulesHealth> {
  const known = new Map((await jobs.list()).map((job) => [job.name, job]));
  return { data: JobName.options.map((name) => known.get(name) ?? { name }) };
}
