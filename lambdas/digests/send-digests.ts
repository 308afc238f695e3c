// cron, every quarter of an hour → send-digests → ingest queue
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { readSettings } from '../../contract/settings.ts';
import { sendDigests } from '../../core/digests/send-digests.ts';
import { onSchedule } from '../shell/on-schedule.ts';

const settings = readSettings('TABLE_NAME', 'INGEST_QUEUE_URL');
const table = openTable(settings.TABLE_NAME);
const deps = { digests: dynamoDigests(table), ingest: sqsQueue(settings.INGEST_QUEUE_URL) };

export const handler = onSchedule('send-digests', (run) => sendDigests(run, deps), { jobs: dynamoJobs(table) });
