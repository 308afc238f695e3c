// ingest queue → ingest → ledger, inbox, digests, the channels' queues, and its own, for what comes later
import { randomUUID } from 'node:crypto';
import { dynamoCancellations } from '../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoInboxReads } from '../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoIngestLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoWorkflowPauses } from '../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoRecipientKeys } from '../../adapters/dynamodb/publishing/recipient-keys.ts';
import { dynamoRequests } from '../../adapters/dynamodb/publishing/requests.ts';
import { dynamoRunClaims } from '../../adapters/dynamodb/schedules/schedule-runs.ts';
import { findSchedule, replaceSchedule } from '../../adapters/dynamodb/schedules/schedules.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoTopics } from '../../adapters/dynamodb/topics/topics.ts';
import { dynamoUserList } from '../../adapters/dynamodb/users/list-users.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { findWebhook } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { rememberedWorkflowPauses } from '../../adapters/providers/remembered-pauses.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { queueSettings } from '../../contract/channels/channels.ts';
import { IngestMessage } from '../../contract/publishing/queue-messages.ts';
import { readSettings } from '../../contract/settings.ts';
import { ingest } from '../../core/publishing/ingest.ts';
import type { Schedule } from '../../core/schedules/rules/schedule.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { deliverQueues } from '../shell/delivery/deliver-queues.ts';
import { stopEndless } from '../shell/delivery/stop-endless.ts';
import { notingRead } from '../shell/ids/noting.ts';
import { announcing } from '../shell/live.ts';
import { onQueue, originOf } from '../shell/on-queue.ts';
import { planningDeps, planningSettings } from '../shell/planning-deps.ts';
import { queueShell, queueShellSettings } from '../shell/queue-shell.ts';

const settings = readSettings(
  ...planningSettings,
  ...queueShellSettings,
  'INGEST_QUEUE_URL',
  ...queueSettings(),
  'RETENTION_DAYS',
  'RETENTION_DAYS_BY_CATEGORY',
  'RETRY_WINDOW_SECONDS',
  'LIVE_URL',
);
const table = openTable(settings.TABLE_NAME);
const deps = {
  ...planningDeps(settings, { table, workflows: stopEndless(workflowByKey) }),
  users: dynamoUsers(table),
  digests: dynamoDigests(table),
  topics: dynamoTopics(table),
  userList: dynamoUserList(table),
  ledger: notingRead(dynamoIngestLedger(table)),
  workflowPauses: rememberedWorkflowPauses(dynamoWorkflowPauses(table), { seconds: 5, now: () => new Date() }),
  requests: dynamoRequests(table),
  feed: dynamoInboxReads(table),
  cancellations: dynamoCancellations(table),
  idempotency: dynamoIdempotency(table),
  recipientKeys: dynamoRecipientKeys(table),
  webhooks: { find: (id: string) => findWebhook(table, id) },
  schedules: {
    find: (id: string) => findSchedule(table, id),
    replace: (schedule: Schedule, was: Date) => replaceSchedule(table, schedule, was),
  },
  scheduleRuns: dynamoRunClaims(table),
  newSeed: randomUUID,
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  ...deliverQueues(settings),
  announceChange: announcing(settings.LIVE_URL, table),
  smsCountries: settings.SMS_COUNTRIES,
  retentionDays: settings.RETENTION_DAYS,
  retentionDaysByCategory: settings.RETENTION_DAYS_BY_CATEGORY,
};
const shell = {
  ...queueShell(settings, { recordsAtOnce: 10 }),
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
};

export const handler = onQueue(IngestMessage, (message, record) => ingest(message, originOf(record), deps), shell);
