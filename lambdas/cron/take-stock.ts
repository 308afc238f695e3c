// cron, every five minutes → takeStock → SQS, SES and the table → metrics
import { dynamoJobs } from '../../adapters/dynamo/jobs.ts';
import { dynamoParking } from '../../adapters/dynamo/parking.ts';
import { dynamoSenderTallies } from '../../adapters/dynamo/sender-tallies.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { sesSendingQuota } from '../../adapters/ses/sending-quota.ts';
import { sqsDepths } from '../../adapters/sqs/queue-depths.ts';
import { readSettings } from '../../contract/settings.ts';
import { takeStock } from '../../core/flows/take-stock.ts';
import { metrics } from '../shell/metrics.ts';
import { onSchedule } from '../shell/on-schedule.ts';

const settings = readSettings(
  'STAGE',
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  'EMAIL_QUEUE_URL',
  'BULK_EMAIL_QUEUE_URL',
  'SMS_QUEUE_URL',
  'DEAD_LETTER_QUEUE_URLS',
  'MISSED_JOBS_QUEUE_URL',
);
const table = openTable(settings.TABLE_NAME);
const jobs = dynamoJobs(table);
const deps = {
  workQueues: sqsDepths([
    settings.INGEST_QUEUE_URL,
    settings.EMAIL_QUEUE_URL,
    settings.BULK_EMAIL_QUEUE_URL,
    settings.SMS_QUEUE_URL,
  ]),
  deadLetters: sqsDepths(settings.DEAD_LETTER_QUEUE_URLS),
  jobs,
  missedJobs: sqsDepths([settings.MISSED_JOBS_QUEUE_URL]),
  quota: sesSendingQuota(),
  tallies: dynamoSenderTallies(table),
  parking: dynamoParking(table),
  measure: metrics(settings.STAGE),
  now: () => new Date(),
};

export const handler = onSchedule('take-stock', async () => ({ count: await takeStock(deps) }), { jobs });
