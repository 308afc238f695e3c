// e-mail queue, bulk e-mail queue → deliverEmail → the first of the stage's e-mail providers that is not paused → ledger; digests, and what does not go → ingest queue
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { emailProviders, emailSendRate, storedFilesByS3 } from '../../../adapters/providers/email-providers.ts';
import { connectNamed, permitsOfNamed } from '../../../adapters/providers/provider-set.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { roomForFiles } from '../../../core/channels/email/room-for-files.ts';
import { trafficClassOf } from '../../../core/delivery/rules/rate-limit.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { deliveryDeps, deliverySettings } from '../../shell/delivery/delivery-deps.ts';
import { stopsWhenEndless } from '../../shell/delivery/stop-endless.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';

const settings = readSettings(
  ...queueShellSettings,
  ...deliverySettings,
  'EMAIL_PROVIDER',
  'EMAIL_STANDBY',
  'EMAILS_PER_SECOND',
  'ATTACHMENT_BUCKETS',
  'EMAIL_QUEUE',
  'UNSUBSCRIBE_SECRET_PARAMETER',
  'API_URL',
);
const { ATTACHMENT_BUCKETS: buckets, PROVIDER_TIMEOUT_SECONDS: timeoutSeconds } = settings;
const names = [settings.EMAIL_PROVIDER, ...settings.EMAIL_STANDBY];
const table = openTable(settings.TABLE_NAME);
const delivery = deliveryDeps(settings, { table, workflows: workflowByKey });
const { pauses, pauseSeconds, now } = delivery;
const deps = {
  ...delivery,
  order: { channel: 'email' as const, names, pauses, pauseSeconds, now },
  queue: settings.EMAIL_QUEUE,
  unsubscribeSecret: ssmSigningSecret(settings.UNSUBSCRIBE_SECRET_PARAMETER),
  apiUrl: settings.API_URL,
  emailProvider: connectNamed(names, emailProviders, { timeoutSeconds }).asOne,
  storedFiles:
    buckets === undefined ? undefined : storedFilesByS3(buckets, { signing: table.client.config, timeoutSeconds, now }),
  renderEmail: stopsWhenEndless(renderEmail),
  takeRoom: roomForFiles(),
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
