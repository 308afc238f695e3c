// chat queue → deliverChat → Slack, Teams, Discord, webhooks → ledger; what does not go → ingest queue, for another channel

import { dynamoChatConnections } from '../../../adapters/dynamodb/channels/chat/chat-connections.ts';
import { dynamoDeliveryLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { chatProviders } from '../../../adapters/providers/chat-providers.ts';
import { rememberedPauses, rememberedWorkflowPauses } from '../../../adapters/providers/remembered-pauses.ts';
import { unpacedPermits } from '../../../adapters/providers/unpaced-permits.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { webhookCalls } from '../../../adapters/webhooks/webhook-calls.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverChat } from '../../../core/channels/chat/deliver-chat.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { notingFound } from '../../shell/ids/noting.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';

const settings = readSettings(
  ...queueShellSettings,
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  'WEBHOOK_SECRET_PARAMETER',
  'WEBHOOKS_TO_LOOPBACK',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'QUOTA_REST_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
);
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const timeoutSeconds = settings.PROVIDER_TIMEOUT_SECONDS;
const calls = webhookCalls({ loopback: settings.WEBHOOKS_TO_LOOPBACK === 'yes', timeoutSeconds });
const shell = queueShell(settings, { recordsAtOnce: 5 });
const deps = {
  ledger: notingFound(dynamoDeliveryLedger(table)),
  chatConnections: dynamoChatConnections(table),
  chatProviders: chatProviders({ timeoutSeconds, calls }),
  secret: ssmSigningSecret(settings.WEBHOOK_SECRET_PARAMETER),
  measure: shell.measure,
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  suppressions: dynamoSuppressions(table),
  workflows: workflowByKey,
  patienceSeconds: timeoutSeconds,
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
  (message, _record, batch) =>
    deliverChat(message, { ...deps, acquirePermit: unpacedPermits(batch, { marginSeconds: 2.5 * timeoutSeconds }) }),
  shell,
);
