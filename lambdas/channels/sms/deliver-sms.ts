// SMS queue → deliverSms → the stage's SMS provider → ledger; what does not go → ingest queue, for another channel

import { dynamoSentSms } from '../../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoSmsMeter } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { pacedPermits } from '../../../adapters/providers/paced-permits.ts';
import { smsProviders } from '../../../adapters/providers/sms-providers.ts';
import { deadLetters, sqsQueue, visibility } from '../../../adapters/sqs/queue.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import { sms } from '../../../workflows/sms-terms.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { metrics } from '../../shell/metrics.ts';
import { onQueue } from '../../shell/on-queue.ts';

const settings = readSettings(
  'TABLE_NAME',
  'OWN_QUEUE_URL',
  'DEAD_LETTER_QUEUE_URL',
  'UPGRADE_SECONDS',
  'SMS_PROVIDER',
  'SMS_MAX_PRICE_USD',
  'SMS_SEGMENTS_PER_SECOND',
  'SMS_COUNTRIES',
  'SMS_MONTHLY_BUDGET_USD',
  'SMS_URGENT_OVER_BUDGET',
  'INGEST_QUEUE_URL',
  'STAGE',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
);
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: dynamoLedger(table),
  meter: dynamoSmsMeter(table),
  sentSms: dynamoSentSms(table),
  measure: metrics(settings.STAGE),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  suppressions: dynamoSuppressions(table),
  smsProvider: smsProviders[settings.SMS_PROVIDER]({ timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS }),
  workflows: workflowByKey,
  terms: {
    ...sms,
    countries: settings.SMS_COUNTRIES,
    maxSegmentUsd: settings.SMS_MAX_PRICE_USD,
    monthlyBudgetUsd: settings.SMS_MONTHLY_BUDGET_USD,
    urgentOverBudget: settings.SMS_URGENT_OVER_BUDGET,
  },
  leaseSeconds: settings.LEASE_SECONDS,
  ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
  now: () => new Date(),
};
const permitsOf = pacedPermits({
  channel: 'sms',
  trafficClass: 'transactional',
  rateLimiter: dynamoRateLimiter(table),
  rate: async () => settings.SMS_SEGMENTS_PER_SECOND,
  marginSeconds: 1.5 * settings.PROVIDER_TIMEOUT_SECONDS,
  longestRun: 1,
  bulkPauseSeconds: 1.5 * settings.LEASE_SECONDS,
});
const shell = {
  deadLetters: deadLetters(settings.DEAD_LETTER_QUEUE_URL),
  visibility: visibility(settings.OWN_QUEUE_URL),
  recordsAtOnce: 2,
  upgradeSeconds: settings.UPGRADE_SECONDS,
  measure: deps.measure,
};

export const handler = onQueue(
  DeliverMessage,
  (message, _record, batch) => deliverSms(message, { ...deps, acquirePermit: permitsOf(batch) }),
  shell,
);
