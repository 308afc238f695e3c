import { type JobHealth, jobSchedules, type SchedulesHealth } from '../../contract/operations/health.ts';
import type { Now } from '../time/ports/clock.ts';
import type { JobRecord, Jobs } from './ports/jobs.ts';
import { isOverdue, nextRun } from './rules/job-schedule.ts';

/** Every job there is, with its last run, last success and next run; a 503 that says `unhealthy` when one is overdue. */
export async function readSchedules(deps: { jobs: Jobs; now: Now }): Promise<{ status?: 503; body: SchedulesHealth }> {
  const data = await checkJobs(deps);
  if (data.some(({ overdue }) => overdue)) return { status: 503, body: { status: 'unhealthy', data } };
  return { body: { status: 'ok', data } };
}

/** How many jobs are overdue: what an alarm watches. */
export async function countOverdueJobs(deps: { jobs: Jobs; now: Now }): Promise<number> {
  return (await checkJobs(deps)).filter(({ overdue }) => overdue).length;
}

async function checkJobs({ jobs, now }: { jobs: Jobs; now: Now }): Promise<JobHealth[]> {
  const records = await jobs.list();
  const firstStarts = records.flatMap(({ firstStartedAt }) => firstStartedAt?.getTime() ?? []);
  const since = firstStarts.length === 0 ? undefined : new Date(Math.min(...firstStarts));
  return records.map((record) => toHealth(record, { since, now: now() }));
}

function toHealth(record: JobRecord, { since, now }: { since: Date | undefined; now: Date }): JobHealth {
  const { name, startedAt, endedAt, succeededAt, count } = record;
  const schedule = jobSchedules[name];
  return {
    name,
    ...(startedAt && { last_started_at: startedAt.toISOString() }),
    ...(endedAt && { last_ended_at: endedAt.toISOString() }),
    ...(succeededAt && { last_succeeded_at: succeededAt.toISOString() }),
    ...(count !== undefined && { last_count: count }),
    next_run_at: nextRun(schedule, now).toISOString(),
    overdue: isOverdue(schedule, { succeededAt, since, now }),
  };
}
