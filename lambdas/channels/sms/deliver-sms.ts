// SMS queue → deliverSms → the first of the stage's SMS providers that is not paused → ledger; what does not go → ingest queue, for another channel

import { dynamoSentSms } from '../../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoSmsMeter } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { connectNamed, permitsOfNamed } from '../../../adapters/providers/provider-set.ts';
import { smsProviders } from '../../../adapters/providers/sms-providers.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { readSettings } from '../../../contract/settings.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import { honourStart } from '../../../core/channels/sms/honour-start.ts';
import { sms } from '../../../workflows/sms-terms.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { deliveryDeps, deliverySettings } from '../../shell/delivery/delivery-deps.ts';
import { smsTermSettings, smsTerms } from '../../shell/delivery/sms-terms.ts';
import { onQueue } from '../../shell/on-queue.ts';
import { queueShell, queueShellSettings } from '../../shell/queue-shell.ts';

const settings = readSettings(
  ...queueShellSettings,
  ...deliverySettings,
  ...smsTermSettings,
  'SMS_PROVIDER',
  'SMS_STANDBY',
  'SMS_SEGMENTS_PER_SECOND',
);
const table = openTable(settings.TABLE_NAME);
const names = [settings.SMS_PROVIDER, ...settings.SMS_STANDBY];
const providers = connectNamed(names, smsProviders, { timeoutSeconds: settings.PROVIDER_TIMEOUT_SECONDS });
const shell = queueShell(settings, { recordsAtOnce: 2 });
const delivery = deliveryDeps(settings, { table, workflows: workflowByKey });
const { pauses, pauseSeconds, now } = delivery;
const deps = {
  ...delivery,
  meter: dynamoSmsMeter(table),
  sentSms: dynamoSentSms(table),
  measure: shell.measure,
  suppressions: providers.each.map(({ optOuts }) => optOuts).reduce(honourStart, delivery.suppressions),
  smsProvider: providers.asOne,
  terms: smsTerms(settings, sms),
  order: { channel: 'sms' as const, names, pauses, pauseSeconds, now },
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
