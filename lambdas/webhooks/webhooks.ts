// /v1/webhooks → createWebhook, listWebhooks, … → webhooks, deliveries, webhooks' queue
import { randomUUID } from 'node:crypto';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoDeliveries } from '../../adapters/dynamodb/webhooks/deliveries.ts';
import { dynamoWebhooks } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { ssmSigningSecret } from '../../adapters/ssm/signing-secret.ts';
import { webhookTargets } from '../../adapters/webhooks/webhook-targets.ts';
import { readSettings } from '../../contract/settings.ts';
import { webhookRoutes } from '../../contract/webhooks/routes.ts';
import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import { listWebhookDeliveries, replayWebhookDelivery, testWebhook } from '../../core/webhooks/deliveries.ts';
import { rotateWebhookSecret } from '../../core/webhooks/rotate-secret.ts';
import { createWebhook, listWebhooks, readWebhook, updateWebhook } from '../../core/webhooks/webhooks.ts';
import { webhooksOff } from '../../core/webhooks/webhooks-off.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { nothing, onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME', 'WEBHOOKS_QUEUE_URL', 'WEBHOOK_SECRET_PARAMETER', 'WEBHOOKS_TO_LOOPBACK');
const table = openTable(settings.TABLE_NAME);
const { WEBHOOKS_QUEUE_URL: queueUrl } = settings;
const deps = {
  webhooks: dynamoWebhooks(table),
  idempotency: dynamoIdempotency(table),
  deliveries: dynamoDeliveries(table),
  queue: queueUrl === undefined ? webhooksOff.queue : sqsQueue<WebhookMessage>(queueUrl),
  secret: queueUrl === undefined ? webhooksOff.secret : ssmSigningSecret(settings.WEBHOOK_SECRET_PARAMETER),
  targets: webhookTargets({ loopback: settings.WEBHOOKS_TO_LOOPBACK === 'yes' }),
  newSeed: randomUUID,
  now: () => new Date(),
};

export const handler = onHttp<'webhooks/webhooks'>(
  webhookRoutes,
  {
    createWebhook: async ({ body }) => ({ body: await createWebhook(body, deps) }),
    listWebhooks: async () => ({ body: await listWebhooks(deps) }),
    readWebhook: async ({ params: { id } }) => ({ body: await readWebhook(id, deps) }),
    updateWebhook: async ({ params: { id }, body: patch }) => ({ body: await updateWebhook({ id, patch }, deps) }),
    deleteWebhook: ({ params: { id } }) => deps.webhooks.remove(id).then(nothing),
    rotateWebhookSecret: async ({ params: { id }, from: { apiKey }, header }) => {
      const keyHeader = header('Idempotency-Key');
      const { body, replayed } = await rotateWebhookSecret({ id, caller: apiKey.id, keyHeader }, deps);
      return { body, headers: { 'Idempotent-Replayed': String(replayed) } };
    },
    testWebhook: async ({ params: { id } }) => ({ body: await testWebhook(id, deps) }),
    listWebhookDeliveries: async ({ params: { id }, query }) => ({ body: await listWebhookDeliveries({ id, query }, deps) }),
    replayWebhookDelivery: async ({ params }) => ({ body: await replayWebhookDelivery(params, deps) }),
  },
  { server: byApiKey(table) },
);
