import * as z from 'zod';
import { ownedNames } from '../tenants/owned-names.ts';

/** The name of a schedule, of the caller's choice: what EventBridge Scheduler takes as one. */
export const ScheduleId = z
  .string()
  .max(64) // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'must be letters, digits and ".", "_" or "-" in between')
  .meta({ example: 'rent-reminder' })
  .register(ownedNames, { kind: 'schedule' });
export type ScheduleId = z.infer<typeof ScheduleId>;
