// e-mail queue, bulk e-mail queue → deliverEmail → SES → ledger; digests, and what does not go → ingest queue
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { dynamoParking } from '../../adapters/dynamo/parking.ts';
import { dynamoSendSlots } from '../../adapters/dynamo/send-slots.ts';
import { dynamoSuppressions } from '../../adapters/dynamo/suppressions.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { dynamoUsers } from '../../adapters/dynamo/users.ts';
import { pacedTurns } from '../../adapters/paced-turns.ts';
import { rememberedParking } from '../../adapters/remembered-parking.ts';
import { sesMailer } from '../../adapters/ses/mailer.ts';
import { sesSendRate } from '../../adapters/ses/send-rate.ts';
import { deadLetters, sqsQueue, visibility } from '../../adapters/sqs/queue.ts';
import { ssmSigningSecret } from '../../adapters/ssm/signing-secret.ts';
import { DeliverMessage } from '../../contract/queue-messages.ts';
import { readSettings } from '../../contract/settings.ts';
import { deliverEmail } from '../../core/flows/deliver-email.ts';
import { laneOf } from '../../core/rules/send-pace.ts';
import { renderEmail } from '../../workflows/render-email.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { metrics } from '../shell/metrics.ts';
import { onQueue } from '../shell/on-queue.ts';

const settings = readSettings(
  'STAGE',
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  'OWN_QUEUE_URL',
  'DEAD_LETTER_QUEUE_URL',
  'UPGRADE_SECONDS',
  'FROM_ADDRESS',
  'FROM_NAME',
  'REPLY_TO_ADDRESS',
  'CONFIGURATION_SET',
  'EMAIL_ROAD',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'QUOTA_REST_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
  'UNSUBSCRIBE_SECRET_PARAMETER',
  'API_URL',
);
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: dynamoLedger(table),
  suppressions: dynamoSuppressions(table),
  parking: rememberedParking(dynamoParking(table), { seconds: 5, now }),
  road: settings.EMAIL_ROAD,
  users: dynamoUsers(table),
  workflows: workflowByKey,
  unsubscribeSecret: ssmSigningSecret(settings.UNSUBSCRIBE_SECRET_PARAMETER),
  apiUrl: settings.API_URL,
  mailer: sesMailer({
    from: { name: settings.FROM_NAME, address: settings.FROM_ADDRESS },
    replyTo: settings.REPLY_TO_ADDRESS,
    configurationSet: settings.CONFIGURATION_SET,
    timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS,
  }),
  renderEmail,
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  leaseSeconds: settings.LEASE_SECONDS,
  ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
  restSeconds: settings.QUOTA_REST_SECONDS,
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
  now,
};
const turnsOf = pacedTurns({
  channel: 'email',
  lane: laneOf[settings.EMAIL_ROAD],
  slots: dynamoSendSlots(table),
  rate: sesSendRate(),
  marginSeconds: 1.5 * settings.PROVIDER_TIMEOUT_SECONDS,
  longestRun: 10,
  bulkRestSeconds: 1.5 * settings.LEASE_SECONDS,
});
const shell = {
  deadLetters: deadLetters(settings.DEAD_LETTER_QUEUE_URL),
  visibility: visibility(settings.OWN_QUEUE_URL),
  lanes: 5,
  upgradeSeconds: settings.UPGRADE_SECONDS,
  measure: metrics(settings.STAGE),
};

export const handler = onQueue(
  DeliverMessage,
  (message, _record, batch) => deliverEmail(message, { ...deps, takeTurn: turnsOf(batch) }),
  shell,
);
