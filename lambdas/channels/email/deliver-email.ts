// e-mail queue, bulk e-mail queue → deliverEmail → the first of the stage's e-mail providers that is not paused → ledger; digests, and what does not go → ingest queue
import { dynamoDeliveryLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { rememberedTenants } from '../../../adapters/dynamodb/tenants/remembered-tenants.ts';
import { dynamoUserReads } from '../../../adapters/dynamodb/users/users.ts';
import { emailProviders, emailSendRate, storedFilesByS3 } from '../../../adapters/providers/email-providers.ts';
import { connectNamed, permitsOfNamed } from '../../../adapters/providers/provider-set.ts';
import { rememberedPauses, rememberedWorkflowPauses } from '../../../adapters/providers/remembered-pauses.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { roomForFiles } from '../../../core/channels/email/room-for-files.ts';
import { trafficClassOf } from '../../../core/delivery/rules/rate-limit.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { notingFound } from '../../shell/ids/noting.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';

const settings = readSettings(
  ...queueShellSettings,
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  'EMAIL_PROVIDER',
  'EMAIL_STANDBY',
  'EMAILS_PER_SECOND',
  'ATTACHMENT_BUCKETS',
  'EMAIL_QUEUE',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'QUOTA_REST_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
  'UNSUBSCRIBE_SECRET_PARAMETER',
  'API_URL',
);
const now = () => new Date();
const { ATTACHMENT_BUCKETS: buckets, PROVIDER_TIMEOUT_SECONDS: timeoutSeconds } = settings;
const names = [settings.EMAIL_PROVIDER, ...settings.EMAIL_STANDBY];
const table = openTable(settings.TABLE_NAME);
const pauses = rememberedPauses(dynamoPauses(table), { seconds: 5, now });
const deps = {
  ledger: notingFound(dynamoDeliveryLedger(table)),
  suppressions: dynamoSuppressions(table),
  pauses,
  order: { channel: 'email' as const, names, pauses, pauseSeconds: settings.QUOTA_REST_SECONDS, now },
  workflowPauses: rememberedWorkflowPauses(dynamoWorkflowPauses(table), { seconds: 5, now }),
  queue: settings.EMAIL_QUEUE,
  tenants: rememberedTenants(table),
  users: dynamoUserReads(table),
  workflows: workflowByKey,
  unsubscribeSecret: ssmSigningSecret(settings.UNSUBSCRIBE_SECRET_PARAMETER),
  apiUrl: settings.API_URL,
  emailProvider: connectNamed(names, emailProviders, { timeoutSeconds }).asOne,
  storedFiles:
    buckets === undefined ? undefined : storedFilesByS3(buckets, { signing: table.client.config, timeoutSeconds, now }),
  renderEmail,
  takeRoom: roomForFiles(),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  leaseSeconds: settings.LEASE_SECONDS,
  ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
  pauseSeconds: settings.QUOTA_REST_SECONDS,
  retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
  now,
};
const permitsOf = permitsOfNamed('email', names, {
  trafficClass: trafficClassOf[settings.EMAIL_QUEUE],
  rateLimiter: dynamoRateLimiter(table),
  rateOf: (name) => emailSendRate(name as (typeof names)[number], settings.EMAILS_PER_SECOND),
  marginSeconds: 1.5 * timeoutSeconds,
  longestRun: 10,
  bulkPauseSeconds: 1.5 * settings.LEASE_SECONDS,
});

export const handler = onQueue(
  DeliverMessage,
  (message, _record, batch) => deliverEmail(message, { ...deps, acquirePermit: permitsOf(batch) }),
  queueShell(settings, { recordsAtOnce: 10 }),
);
