// push queue → deliverPush → the provider of each device's kind → ledger; what does not go → ingest queue, for another channel

import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoDevices } from '../../../adapters/dynamodb/channels/push/devices.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { pushProviders } from '../../../adapters/providers/push-providers.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverPush } from '../../../core/channels/push/deliver-push.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { deliveryDeps, deliverySettings } from '../../shell/delivery/delivery-deps.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';

const settings = readSettings(...queueShellSettings, ...deliverySettings);
const table = openTable(settings.TABLE_NAME);
const feed = dynamoFeed(table);
const options = { timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS };
const deps = {
  ...deliveryDeps(settings, { table, workflows: workflowByKey }),
  devices: dynamoDevices(table),
  deviceProviders: { web: pushProviders.web(options), fcm: pushProviders.fcm(options), apns: pushProviders.apns(options) },
  countUnread: async (userId: string) => (await feed.counts(userId, await feed.state(userId))).unread,
};

export const handler = onQueue(
  DeliverMessage,
  (message) => deliverPush(message, deps),
  queueShell(settings, { recordsAtOnce: 10 }),
);
