// POST /v1/notifications/dry-run → dryRun, which reads and changes nothing

import { dynamoSmsMeter } from '../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoDigestStates } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoFrequencyCaps } from '../../adapters/dynamodb/planning/frequency-caps.ts';
import { dynamoSuppressionReads } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUserList } from '../../adapters/dynamodb/users/list-users.ts';
import { dynamoUserReads } from '../../adapters/dynamodb/users/users.ts';
import type { DryRunRequest } from '../../contract/dry-run/dry-run.ts';
import { dryRunRoutes } from '../../contract/dry-run/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { chatDryRun } from '../../core/channels/chat/chat-dry-run.ts';
import { emailDryRun } from '../../core/channels/email/email-dry-run.ts';
import { pushDryRun } from '../../core/channels/push/push-dry-run.ts';
import { smsDryRun } from '../../core/channels/sms/sms-dry-run.ts';
import { dryRun } from '../../core/dry-run/dry-run.ts';
import { findMoreFaults } from '../../core/dry-run/find-more-faults.ts';
import type { SoundFields } from '../../core/http/rules/sound-fields.ts';
import { renderEmail } from '../../workflows/render-email.ts';
import { sms } from '../../workflows/sms-terms.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { smsTermSettings, smsTerms } from '../shell/delivery/sms-terms.ts';
import { type Call, onHttp } from '../shell/on-http.ts';
import { planningDeps, planningSettings } from '../shell/planning-deps.ts';

const settings = readSettings(
  ...planningSettings,
  ...smsTermSettings,
  'EMAIL_PROVIDER',
  'EMAIL_STANDBY',
  'SMS_PROVIDER',
  'SMS_STANDBY',
);
const table = openTable(settings.TABLE_NAME);
const terms = smsTerms(settings, sms);
const deps = {
  ...planningDeps(settings, { table, workflows: workflowByKey }),
  users: dynamoUserReads(table),
  digests: dynamoDigestStates(table),
  userList: dynamoUserList(table),
  frequencyCapCounts: dynamoFrequencyCaps(table),
  suppressions: dynamoSuppressionReads(table),
  senders: { email: emailDryRun, chat: chatDryRun, sms: smsDryRun({ meter: dynamoSmsMeter(table), terms }), push: pushDryRun },
  providerOrders: {
    email: [settings.EMAIL_PROVIDER, ...settings.EMAIL_STANDBY],
    sms: [settings.SMS_PROVIDER, ...settings.SMS_STANDBY],
  },
  pauses: dynamoPauses(table),
  smsCountries: terms.countries,
  writeEmail: renderEmail,
};

const answer = async ({ body: request, from: { apiKey } }: Call<'dryRun'>) => ({
  body: await dryRun({ request, test: apiKey.kind === 'test' }, deps),
});

const more = (parts: SoundFields<DryRunRequest>) => findMoreFaults(parts, deps.now(), deps.workflows);

export const handler = onHttp<'dry-run/dry-run'>(
  dryRunRoutes,
  { dryRun: answer, simulate: answer },
  { server: byApiKey(table), findMore: { dryRun: more, simulate: more } },
);
