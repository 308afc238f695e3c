import * as z from 'zod';
import { Instant } from '../values.ts';

/** The jobs that crons run. */
export const JobName = z.enum(['release-due', 'send-digests', 'clean-up', 'collect-metrics']);
export type JobName = z.infer<typeof JobName>;

/** When a job runs, in UTC: every so many minutes from the full hour, or once a day at `HH:MM`. */
export type JobSchedule = { everyMinutes: 5 | 15 } | { dailyAt: string };

/** When each job runs: what deploys the crons and what tells whether one is overdue. */
export const jobSchedules: Readonly<Record<JobName, JobSchedule>> = {
  'release-due': { everyMinutes: 5 },
  'send-digests': { everyMinutes: 15 }, // no local time of a digest is finer, nor is any time zone's offset
  'clean-up': { dailyAt: '02:00' },
  'collect-metrics': { everyMinutes: 5 },
};

/** Whether the API answers, and which stage it is. */
export const Health = z.strictObject({ status: z.literal('ok'), stage: z.string() }).meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

/** One scheduled job. One that has never run has no times; `last_count` is what its last success handled. */
export const JobHealth = z.strictObject({
  name: JobName,
  last_started_at: Instant.optional(),
  last_ended_at: Instant.optional(),
  last_succeeded_at: Instant.optional(),
  last_count: z.int().optional(),
  next_run_at: Instant,
  overdue: z.boolean(),
});
export type JobHealth = z.infer<typeof JobHealth>;

/** Every scheduled job, and `unhealthy` when one of them is overdue. */
export const SchedulesHealth = z
  .strictObject({ status: z.enum(['ok', 'unhealthy']), data: z.array(JobHealth) })
  .meta({ id: 'SchedulesHealth' });
export type SchedulesHealth = z.infer<typeof SchedulesHealth>;
