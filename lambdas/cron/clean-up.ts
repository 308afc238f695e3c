// cron, nightly at 02 → clean-up → job runs
import { dynamoJobs } from '../../adapters/dynamo/jobs.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { onSchedule } from '../shell/on-schedule.ts';

const settings = readSettings('TABLE_NAME');
const jobs = dynamoJobs(openTable(settings.TABLE_NAME));

// nothing is held, digested or left over yet: a run records that the schedule works
export const handler = onSchedule('clean-up', async () => ({ count: 0 }), { jobs });
