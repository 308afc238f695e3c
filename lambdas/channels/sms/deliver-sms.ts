// SMS queue → deliverSms → the first of the stage's SMS providers that is not paused → ledger; what does not go → ingest queue, for another channel

import { dynamoSentSms } from '../../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoSmsMeter } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoDeliveryLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { connectNamed, permitsOfNamed } from '../../../adapters/providers/provider-set.ts';
import { rememberedPauses, rememberedWorkflowPauses } from '../../../adapters/providers/remembered-pauses.ts';
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
  'SMS_STANDBY',
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
const names = [settings.SMS_PROVIDER, ...settings.SMS_STANDBY];
const providers = connectNamed(names, smsProviders, { timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS });
const pauses = rememberedPauses(dynamoPauses(table), { seconds: 5, now });
const shell = queueShell(settings, { recordsAtOnce: 2 });
const deps = {
  ledger: notingFound(dynamoDeliveryLedger(table)),
  meter: dynamoSmsMeter(table),
  sentSms: dynamoSentSms(table),
  measure: shell.measure,
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  suppressions: providers.each.map(({ optOuts }) => optOuts).reduce(honourStart, dynamoSuppressions(table)),
  smsProvider: providers.asOne,
  workflows: workflowByKey,
  terms: smsTerms(settings, sms),
  leaseSeconds: settings.LEASE_SECONDS,
  ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
  pauses,
  order: { channel: 'sms' as const, names, pauses, pauseSeconds: settings.QUOTA_REST_SECONDS, now },
  workflowPauses: rememberedWorkflowPauses(dynamoWorkflowPauses(table), { seconds: 5, now }),
  pauseSeconds: settings.QUOTA_REST_SECONDS,
  now,
};
const permitsOf = permitsOfNamed('sms', names, {
  trafficClass: 'transactional',
  rateLimiter: dynamoRateLimiter(table),
  rateOf: (name) => async () => settings.SMS_SEGMENTS_PER_SECOND[names.indexOf(name as (typeof names)[number])],
  marginSeconds: 1.5 * settings.PROVIDER_TIMEOUT_SECONDS,
  longestRun: 1,
  bulkPauseSeconds: 1.5 * settings.LEASE_SECONDS,
});

export const handler = onQueue(
  DeliverMessage,
  (message, _record, batch) => deliverSms(message, { ...deps, acquirePermit: permitsOf(batch) }),
  shell,
);
