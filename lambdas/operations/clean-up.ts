// cron, nightly at 02 → cleanUp → what was left of deleted users → job runs
import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUserRecords } from '../../adapters/dynamodb/users/user-records.ts';
import { readSettings } from '../../contract/settings.ts';
import { cleanUp } from '../../core/operations/clean-up.ts';
import { onSchedule } from '../shell/on-schedule.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const records = dynamoUserRecords(table);

export const handler = onSchedule('clean-up', (run) => cleanUp(run, { records }), { jobs: dynamoJobs(table) });
