// chat queue → deliverChat → Slack, Teams, Discord, webhooks → ledger; what does not go → ingest queue, for another channel

import { dynamoChatConnections } from '../../../adapters/dynamodb/channels/chat/chat-connections.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { chatProviders } from '../../../adapters/providers/chat-providers.ts';
import { unpacedPermits } from '../../../adapters/providers/unpaced-permits.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { webhookCalls } from '../../../adapters/webhooks/webhook-calls.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverChat } from '../../../core/channels/chat/deliver-chat.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { deliveryDeps, deliverySettings } from '../../shell/delivery/delivery-deps.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';

const settings = readSettings(...queueShellSettings, ...deliverySettings, 'WEBHOOK_SECRET_PARAMETER', 'WEBHOOKS_TO_LOOPBACK');
const table = openTable(settings.TABLE_NAME);
const timeoutSeconds = settings.PROVIDER_TIMEOUT_SECONDS;
const calls = webhookCalls({ loopback: settings.WEBHOOKS_TO_LOOPBACK === 'yes', timeoutSeconds });
const shell = queueShell(settings, { recordsAtOnce: 5 });
const deps = {
  ...deliveryDeps(settings, { table, workflows: workflowByKey }),
  chatConnections: dynamoChatConnections(table),
  chatProviders: chatProviders({ timeoutSeconds, calls }),
  secret: ssmSigningSecret(settings.WEBHOOK_SECRET_PARAMETER),
  measure: shell.measure,
  patienceSeconds: timeoutSeconds,
};

export const handler = onQueue(
  DeliverMessage,
  (message, _record, batch) =>
    deliverChat(message, { ...deps, acquirePermit: unpacedPermits(batch, { marginSeconds: 2.5 * timeoutSeconds }) }),
  shell,
);
