import * as z from 'zod';
import { readSchedulerTimes } from './scheduler-times.ts';

/** A moment as the wire has it: seconds since 1970. */
const Moment = z.number().transform((seconds) => new Date(seconds * 1000));

/**
 * What CreateSchedule and UpdateSchedule take, as far as the system here gives it; anything else is refused, rather than not kept.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export const ScheduleInput = z
  .strictObject({
    ClientToken: z.string().optional(),
    GroupName: z.string(),
    ScheduleExpression: z.string().min(1).max(256),
    ScheduleExpressionTimezone: z.string().min(1).max(50).default('UTC'),
    StartDate: Moment.optional(),
    EndDate: Moment.optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
    ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
    Target: z.strictObject({
      Arn: z.string().startsWith('arn:'),
      RoleArn: z.string().startsWith('arn:'),
      Input: z.string(),
      DeadLetterConfig: z.strictObject({ Arn: z.string().startsWith('arn:') }).optional(),
      RetryPolicy: z.strictObject({
        MaximumEventAgeInSeconds: z.int().min(60).max(86_400),
        MaximumRetryAttempts: z.int().min(0).max(185),
      }),
    }),
  })
  .superRefine(({ ScheduleExpression, ScheduleExpressionTimezone }, { addIssue }) => {
    try {
      readSchedulerTimes(ScheduleExpression, ScheduleExpressionTimezone, new Date());
    } catch (error) {
      addIssue({ code: 'custom', message: `Invalid Schedule Expression ${ScheduleExpression}: ${error}` });
    }
  });
export type ScheduleInput = z.infer<typeof ScheduleInput>;

/** A name of a schedule, as its path has it. */
export const ScheduleName = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/);

/** What ListSchedules is asked. */
export const ListQuery = z.strictObject({
  ScheduleGroup: z.string(),
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});
