// cron, nightly at 02 → cleanUp, mendTimers → what was left of deleted users, EventBridge Scheduler → job runs
import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules/schedules.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUserRecords } from '../../adapters/dynamodb/users/user-records.ts';
import { schedulerTimers, timerSettings } from '../../adapters/scheduler/timers.ts';
import { readSettings } from '../../contract/settings.ts';
import { cleanUp } from '../../core/operations/clean-up.ts';
import { onSchedule } from '../shell/on-schedule.ts';

const settings = readSettings('TABLE_NAME', ...timerSettings);
const table = openTable(settings.TABLE_NAME);
const deps = {
  records: dynamoUserRecords(table),
  schedules: dynamoSchedules(table),
  timers: schedulerTimers(settings),
  now: () => new Date(),
};

export const handler = onSchedule('clean-up', (run) => cleanUp(run, deps), { jobs: dynamoJobs(table) });
