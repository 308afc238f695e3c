// webhooks' queue → deliverWebhook → the receiver → deliveries

import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoDeliveries } from '../../adapters/dynamodb/webhooks/deliveries.ts';
import { dynamoWebhooks } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { ssmSigningSecret } from '../../adapters/ssm/signing-secret.ts';
import { webhookCalls } from '../../adapters/webhooks/webhook-calls.ts';
import { readSettings } from '../../contract/settings.ts';
import { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import { deliverWebhook } from '../../core/webhooks/deliver-webhook.ts';
import { onQueue } from '../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../shell/queue-shell.ts';

const settings = readSettings(
  ...queueShellSettings,
  'TABLE_NAME',
  'WEBHOOK_SECRET_PARAMETER',
  'PROVIDER_TIMEOUT_SECONDS',
  'WEBHOOKS_TO_LOOPBACK',
);
const table = openTable(settings.TABLE_NAME);
const shell = queueShell(settings, { recordsAtOnce: 10 }); // a batch takes as long as its slowest receiver
const deps = {
  webhooks: dynamoWebhooks(table),
  deliveries: dynamoDeliveries(table),
  calls: webhookCalls({
    loopback: settings.WEBHOOKS_TO_LOOPBACK === 'yes',
    timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS,
  }),
  secret: ssmSigningSecret(settings.WEBHOOK_SECRET_PARAMETER),
  measure: shell.measure,
  random: Math.random,
  now: () => new Date(),
};

export const handler = onQueue(WebhookMessage, (message) => deliverWebhook(message, deps), shell);
