// POST /v1/notifications → acceptPublish → ingest queue
import { randomUUID } from 'node:crypto';
import { dynamoCancellations } from '../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoRecipientKeys } from '../../adapters/dynamodb/publishing/recipient-keys.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { findWebhook } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { publishRoutes } from '../../contract/publishing/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { acceptPublish } from '../../core/publishing/accept-publish.ts';
import { findKeyFaults } from '../../core/publishing/answer-once.ts';
import { findMoreFaults } from '../../core/publishing/find-more-faults.ts';
import { withFileBuckets } from '../../core/workflows/rules/workflow-defaults.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';
import { toRequestAnswer } from '../shell/request-answer.ts';

const settings = readSettings('TABLE_NAME', 'INGEST_QUEUE_URL', 'ATTACHMENT_BUCKETS');
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const deps = {
  workflows: withFileBuckets(workflowByKey, settings.ATTACHMENT_BUCKETS),
  users: dynamoUsers(table),
  cancellations: dynamoCancellations(table),
  idempotency: dynamoIdempotency(table),
  recipientKeys: dynamoRecipientKeys(table),
  webhooks: { find: (id: string) => findWebhook(table, id) },
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  newSeed: randomUUID,
  now,
};

export const handler = onHttp<'publishing/publish'>(
  publishRoutes,
  {
    publish: async ({ body: request, from: { apiKey }, header }) =>
      toRequestAnswer(await acceptPublish({ request, apiKey, keyHeader: header('Idempotency-Key') }, deps)),
  },
  {
    server: byApiKey(table),
    findMore: {
      publish: (parts, header) => [...findMoreFaults(parts, now(), deps.workflows), ...findKeyFaults(header('Idempotency-Key'))],
    },
  },
);
