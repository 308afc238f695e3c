import * as z from 'zod';
import { Instant } from './values.ts';

/** The jobs that crons run. */
export const JobName = z.enum(['release-due', 'send-digests', 'clean-up', 'take-stock']);
export type JobName = z.infer<typeof JobName>;

/** Whether the API answers, and which stage it is. */
export const Health = z.strictObject({ status: z.literal('ok'), stage: z.string() }).meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

/** One scheduled job. */
export const JobHealth = z.strictObject({
  name: JobName,
  last_started_at: Instant.optional(),
  last_succeeded_at: Instant.optional(),
});
export type JobHealth = z.infer<typeof JobHealth>;

/** Every scheduled job; one that has never run has no times. */
export const SchedulesHealth = z.strictObject({ data: z.array(JobHealth) }).meta({ id: 'SchedulesHealth' });
export type SchedulesHealth = z.infer<typeof SchedulesHealth>;
