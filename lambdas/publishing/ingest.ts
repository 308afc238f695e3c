// ingest queue → ingest → ledger, inbox, digests, e-mail, bulk e-mail and SMS queues
import { dynamoCancellations } from '../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoFeed } from '../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoRequests } from '../../adapters/dynamodb/publishing/requests.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoTopics } from '../../adapters/dynamodb/topics/topics.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { deadLetters, sqsQueue, visibility } from '../../adapters/sqs/queue.ts';
import { byQueue, queueSettings } from '../../contract/channels/channels.ts';
import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import { IngestMessage } from '../../contract/publishing/queue-messages.ts';
import { readSettings } from '../../contract/settings.ts';
import { ingest } from '../../core/publishing/ingest.ts';
import { withDefaults } from '../../core/workflows/rules/workflow-defaults.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { metrics } from '../shell/metrics.ts';
import { onQueue, originOf } from '../shell/on-queue.ts';

const settings = readSettings(
  'STAGE',
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  ...queueSettings(),
  'OWN_QUEUE_URL',
  'DEAD_LETTER_QUEUE_URL',
  'UPGRADE_SECONDS',
  'RETENTION_DAYS',
  'RETENTION_DAYS_BY_CATEGORY',
  'RETRY_WINDOW_SECONDS',
  'SMS_COUNTRIES',
  'OPT_IN_CHANNELS',
  'EMAIL_FREQUENCY',
  'FREQUENCY_CAPS',
  'FREQUENCY_CAP_OVER',
);
const table = openTable(settings.TABLE_NAME);
const deps = {
  workflows: withDefaults(workflowByKey, { optIn: settings.OPT_IN_CHANNELS, digest: settings.EMAIL_FREQUENCY }),
  users: dynamoUsers(table),
  topics: dynamoTopics(table),
  ledger: dynamoLedger(table),
  requests: dynamoRequests(table),
  feed: dynamoFeed(table),
  cancellations: dynamoCancellations(table),
  digests: dynamoDigests(table),
  idempotency: dynamoIdempotency(table),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  ...byQueue(({ urlSetting }) => sqsQueue<DeliverMessage>(settings[urlSetting])),
  smsCountries: settings.SMS_COUNTRIES,
  frequencyCapPolicy: { allowances: settings.FREQUENCY_CAPS, over: settings.FREQUENCY_CAP_OVER },
  retentionDays: settings.RETENTION_DAYS,
  retentionDaysByCategory: settings.RETENTION_DAYS_BY_CATEGORY,
  now: () => new Date(),
};
const shell = {
  deadLetters: deadLetters(settings.DEAD_LETTER_QUEUE_URL),
  visibility: visibility(settings.OWN_QUEUE_URL),
  recordsAtOnce: 10,
  upgradeSeconds: settings.UPGRADE_SECONDS,
  measure: metrics(settings.STAGE),
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
};

export const handler = onQueue(IngestMessage, (message, record) => ingest(message, originOf(record), deps), shell);
