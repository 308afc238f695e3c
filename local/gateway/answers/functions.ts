import * as z from 'zod';
import { Instant } from '../../../contract/values.ts';

/** How a function is used. */
export const FunctionState = z.strictObject({
  name: z.string(),
  processes: z.int(),
  busy: z.int(),
  invocations: z.int(),
  cold_starts: z.int(),
  failures: z.int(),
  cpu_ms: z.int(),
});

/** When a job runs, and how it went. */
export const Job = z.strictObject({
  name: z.string(),
  schedule: z.string(),
  next_run_at: Instant.optional(),
  last_started_at: Instant.optional(),
  last_succeeded_at: Instant.optional(),
  /** What its last success handled. */
  last_count: z.int().optional(),
  overdue: z.boolean().optional(),
});
