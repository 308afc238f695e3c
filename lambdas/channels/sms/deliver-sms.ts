// SMS queue → deliverSms → the stage's SMS provider → ledger; what does not go → ingest queue, for another channel

import { dynamoSentSms } from '../../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoSmsMeter } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { rememberedPauses, rememberedWorkflowPauses } from '../../../adapters/providers/remembered-pauses.ts';
import { reservedPermits } from '../../../adapters/providers/reserved-permits.ts';
import { smsProviders } from '../../../adapters/providers/sms-providers.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import { honourStart } from '../../../core/channels/sms/honour-start.ts';
import { sms } from '../../../workflows/sms-terms.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { notingFound } from '../../shell/ids/noting.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';
import { smsTermSettings, smsTerms } from '../../shell/sms-terms.ts';

const settings = readSettings(
  ...queueShellSettings,
  ...smsTermSettings,
  'TABLE_NAME',
  'SMS_PROVIDER',
  'SMS_SEGMENTS_PER_SECOND',
  'INGEST_QUEUE_URL',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'QUOTA_REST_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
);
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const smsProvider = smsProviders[settings.SMS_PROVIDER]({ timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS });
const shell = queueShell(settings, { recordsAtOnce: 2 });
const deps = {
  ledger: notingFound(dynamoLedger(table)),
  meter: dynamoSmsMeter(table),
  sentSms: dynamoSentSms(table),
  measure: shell.measure,
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  suppressions: honourStart(dynamoSuppressions(table), smsProvider.optOuts),
  smsProvider,
  workflows: workflowByKey,
  terms: smsTerms(settings, sms),
  leaseSeconds: settings.LEASE_SECONDS,
  ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
  pauses: rememberedPauses(dynamoPauses(table), { seconds: 5, now }),
  workflowPauses: rememberedWorkflowPauses(dynamoWorkflowPauses(table), { seconds: 5, now }),
  pauseSeconds: settings.QUOTA_REST_SECONDS,
  now,
};
const permitsOf = reservedPermits({
  channel: 'sms',
  trafficClass: 'transactional',
  rateLimiter: dynamoRateLimiter(table),
  rate: async () => settings.SMS_SEGMENTS_PER_SECOND,
  marginSeconds: 1.5 * settings.PROVIDER_TIMEOUT_SECONDS,
  longestRun: 1,
  bulkPauseSeconds: 1.5 * settings.LEASE_SECONDS,
});

export const handler = onQueue(
  DeliverMessage,
  (message, _record, batch) => deliverSms(message, { ...deps, acquirePermit: permitsOf(batch) }),
  shell,
);
