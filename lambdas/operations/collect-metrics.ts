// cron, every five minutes → collectMetrics → SQS, the e-mail provider and the table → metrics

import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import { dynamoMessageLog } from '../../adapters/dynamodb/message-log/message-log.ts';
import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { dynamoUnfinishedWork } from '../../adapters/dynamodb/operations/unfinished-work.ts';
import { dynamoDueItems } from '../../adapters/dynamodb/scheduling/due-items.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { emailQuotas } from '../../adapters/providers/email-providers.ts';
import { sqsDepths } from '../../adapters/sqs/queue-depths.ts';
import { channelNames, isSent, queueSettings, queuesOf } from '../../contract/channels/channels.ts';
import { readSettings } from '../../contract/settings.ts';
import { collectMetrics } from '../../core/operations/collect-metrics.ts';
import { metrics } from '../shell/metrics.ts';
import { onSchedule } from '../shell/on-schedule.ts';

const settings = readSettings(
  'STAGE',
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  ...queueSettings(),
  'DEAD_LETTER_QUEUE_URLS',
  'MISSED_JOBS_QUEUE_URL',
  'WEBHOOKS_QUEUE_URL',
  'EMAIL_PROVIDER',
  'EMAIL_STANDBY',
);
const table = openTable(settings.TABLE_NAME);
const jobs = dynamoJobs(table);
const webhooks = settings.WEBHOOKS_QUEUE_URL === undefined ? [] : [settings.WEBHOOKS_QUEUE_URL];
const deps = {
  workQueues: sqsDepths([settings.INGEST_QUEUE_URL, ...queueSettings().flatMap((name) => settings[name] ?? []), ...webhooks]),
  deadLetters: sqsDepths(settings.DEAD_LETTER_QUEUE_URLS),
  jobs,
  missedJobs: sqsDepths([settings.MISSED_JOBS_QUEUE_URL]),
  emailStandby: settings.EMAIL_STANDBY.length > 0 ? [settings.EMAIL_PROVIDER, ...settings.EMAIL_STANDBY] : [],
  quota: emailQuotas[settings.EMAIL_PROVIDER]?.(),
  tallies: dynamoSenderTallies(table),
  pauses: dynamoPauses(table),
  unfinishedWork: dynamoUnfinishedWork(table),
  dueItems: dynamoDueItems(table),
  digests: dynamoDigests(table),
  messageLog: dynamoMessageLog(table),
  channels: channelNames().filter((name) => !isSent(name) || queuesOf(name).some(({ urlSetting }) => settings[urlSetting])),
  measure: metrics(settings.STAGE),
  now: () => new Date(),
};

export const handler = onSchedule('collect-metrics', async () => ({ count: await collectMetrics(deps) }), { jobs });
