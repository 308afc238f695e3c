// push queue → deliverPush → the provider of each device's kind → ledger; what does not go → ingest queue, for another channel

import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoDevices } from '../../../adapters/dynamodb/channels/push/devices.ts';
import { dynamoDeliveryLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { pushProviders } from '../../../adapters/providers/push-providers.ts';
import { rememberedPauses, rememberedWorkflowPauses } from '../../../adapters/providers/remembered-pauses.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverPush } from '../../../core/channels/push/deliver-push.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { notingFound } from '../../shell/ids/noting.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';

const settings = readSettings(
  ...queueShellSettings,
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'QUOTA_REST_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
);
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const feed = dynamoFeed(table);
const options = { timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS };
const deps = {
  ledger: notingFound(dynamoDeliveryLedger(table)),
  devices: dynamoDevices(table),
  deviceProviders: { web: pushProviders.web(options), fcm: pushProviders.fcm(options), apns: pushProviders.apns(options) },
  countUnread: async (userId: string) => (await feed.counts(userId, await feed.state(userId))).unread,
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  suppressions: dynamoSuppressions(table),
  workflows: workflowByKey,
  leaseSeconds: settings.LEASE_SECONDS,
  ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
  pauses: rememberedPauses(dynamoPauses(table), { seconds: 5, now }),
  workflowPauses: rememberedWorkflowPauses(dynamoWorkflowPauses(table), { seconds: 5, now }),
  pauseSeconds: settings.QUOTA_REST_SECONDS,
  now,
};

export const handler = onQueue(
  DeliverMessage,
  (message) => deliverPush(message, deps),
  queueShell(settings, { recordsAtOnce: 10 }),
);
