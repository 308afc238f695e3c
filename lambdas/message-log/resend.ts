// /v1/notifications/{id}/resend, /v1/notifications/replay → resend, replay → ledger, ingest queue
import { dynamoPublishingLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoMessageLog } from '../../adapters/dynamodb/message-log/message-log.ts';
import { dynamoResends } from '../../adapters/dynamodb/message-log/resends.ts';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoSuppressionReads } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUserReads } from '../../adapters/dynamodb/users/users.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { resendRoutes } from '../../contract/message-log/resend-routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { replay } from '../../core/message-log/replay.ts';
import { resend } from '../../core/message-log/resend.ts';
import { findKeyFaults } from '../../core/publishing/answer-once.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';
import { toRequestAnswer } from '../shell/request-answer.ts';

const settings = readSettings('TABLE_NAME', 'INGEST_QUEUE_URL');
const table = openTable(settings.TABLE_NAME);
const deps = {
  workflows: workflowByKey,
  messageLog: dynamoMessageLog(table),
  ledger: dynamoPublishingLedger(table),
  resends: dynamoResends(table),
  users: dynamoUserReads(table),
  suppressions: dynamoSuppressionReads(table),
  idempotency: dynamoIdempotency(table),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  now: () => new Date(),
};

export const handler = onHttp<'message-log/resend'>(
  resendRoutes,
  {
    resend: async ({ params: { id }, body: request, from: { apiKey }, header }) =>
      toRequestAnswer(await resend({ id, request, apiKey, keyHeader: header('Idempotency-Key') }, deps)),
    replay: async ({ body: request, from: { apiKey } }) => ({ body: await replay({ request, apiKey }, deps) }),
  },
  { server: byApiKey(table), findMore: { resend: (_parts, header) => findKeyFaults(header('Idempotency-Key')) } },
);
