// SMS queue → deliverSms → SNS → ledger
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { snsTexter } from '../../adapters/sns/texter.ts';
import { deadLetters, visibility } from '../../adapters/sqs/queue.ts';
import { DeliverMessage } from '../../contract/queue-messages.ts';
import { readSettings } from '../../contract/settings.ts';
import { deliverSms } from '../../core/flows/deliver-sms.ts';
import { workflowByKey } from '../../workflows/index.ts';
import { onQueue } from '../shell/on-queue.ts';

const settings = readSettings(
  'TABLE_NAME',
  'OWN_QUEUE_URL',
  'DEAD_LETTER_QUEUE_URL',
  'SMS_SENDER_ID',
  'SMS_MAX_PRICE_USD',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
);
const deps = {
  ledger: dynamoLedger(openTable(settings.TABLE_NAME)),
  texter: snsTexter({
    senderId: settings.SMS_SENDER_ID,
    maxPriceUsd: settings.SMS_MAX_PRICE_USD,
    timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS,
  }),
  workflows: workflowByKey,
  leaseSeconds: settings.LEASE_SECONDS,
  ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
  now: () => new Date(),
};
const shell = {
  deadLetters: deadLetters(settings.DEAD_LETTER_QUEUE_URL),
  visibility: visibility(settings.OWN_QUEUE_URL),
  lanes: 2,
};

export const handler = onQueue(DeliverMessage, (message) => deliverSms(message, deps), shell);
