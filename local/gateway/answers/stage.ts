import * as z from 'zod';
import { Instant } from '../../../contract/values.ts';

/** Where the console is: the local system, or a stage that is deployed, each write of which asks first. */
export const Stage = z.strictObject({
  name: z.string(),
  is_local: z.boolean(),
  account: z.string().optional(),
  region: z.string().optional(),
  api: z.string(),
});

/** What the last seven days say of the sender, what the mail provider still takes, and what the month's SMS have cost. */
export const Sending = z.strictObject({
  delivered: z.int(),
  bounced: z.int(),
  complained: z.int(),
  /** How near the worse rate is to where bulk e-mail is paused. */
  risk_percent: z.number(),
  quota: z.strictObject({ per_day: z.number().optional(), used: z.number() }).optional(),
  sms: z.strictObject({ spent_usd: z.number(), budget_usd: z.number().optional() }),
  /** The account's bill of this month beside its budget, or why it is not told; absent where nothing costs money. */
  bill: z
    .union([
      z.strictObject({ limit_usd: z.number().optional(), spent_usd: z.number(), forecast_usd: z.number().optional() }),
      z.strictObject({ why_not: z.string() }),
    ])
    .optional(),
});

/** An alarm, since when it is in its state, what it means while it is up, and which article of the runbook says what to do. */
export const Alarm = z.strictObject({
  name: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'alarm', 'unknown']),
  since: Instant.optional(),
  sentence: z.string().optional(),
  article: z.string().optional(),
});
