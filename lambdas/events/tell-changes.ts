// the table's stream → tellChanges → the stage's bus, and deliveries for webhooks → webhooks' queue

import { dynamoChangedNotifications } from '../../adapters/dynamodb/events/changed-notifications.ts';
import { readChange } from '../../adapters/dynamodb/events/read-change.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoDeliveries } from '../../adapters/dynamodb/webhooks/deliveries.ts';
import { dynamoWebhooks } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { eventBus } from '../../adapters/eventbridge/event-bus.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { readSettings } from '../../contract/settings.ts';
import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import { tellChanges } from '../../core/events/tell-changes.ts';
import { callBack, type Told } from '../../core/webhooks/call-back.ts';
import { webhookSink } from '../../core/webhooks/queue-deliveries.ts';
import { metrics } from '../shell/metrics.ts';
import { onStream } from '../shell/on-stream.ts';

const settings = readSettings('STAGE', 'TABLE_NAME', 'EVENT_BUS_NAME', 'WEBHOOKS_QUEUE_URL');
const { EVENT_BUS_NAME: busName, WEBHOOKS_QUEUE_URL: queueUrl } = settings;
const table = openTable(settings.TABLE_NAME);
const notifications = dynamoChangedNotifications(table);
const ofWebhooks = queueUrl !== undefined && {
  webhooks: dynamoWebhooks(table),
  deliveries: dynamoDeliveries(table),
  queue: sqsQueue<WebhookMessage>(queueUrl),
  notifications,
  now: () => new Date(),
};
const deps = {
  notifications,
  sinks: [...(busName === undefined ? [] : [eventBus(busName)]), ...(ofWebhooks ? [webhookSink(ofWebhooks)] : [])],
  callBack: ofWebhooks ? (told: readonly Told[]) => callBack(told, ofWebhooks) : undefined,
};

export const handler = onStream(
  async (changes) => {
    await tellChanges(
      changes.flatMap((change) => readChange(change) ?? []),
      deps,
    );
    return changes.length;
  },
  { measure: metrics(settings.STAGE) },
);
