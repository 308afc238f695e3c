// POST /v1/notifications/dry-run → dryRun, which reads and changes nothing

import { dynamoSmsMeter } from '../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoFrequencyCaps } from '../../adapters/dynamodb/planning/frequency-caps.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { readSettings } from '../../contract/settings.ts';
import { dryRun } from '../../core/dry-run/dry-run.ts';
import { withDefaults } from '../../core/workflows/rules/workflow-defaults.ts';
import { renderEmail } from '../../workflows/render-email.ts';
import { sms } from '../../workflows/sms-terms.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { type Call, onHttp } from '../shell/on-http.ts';

const settings = readSettings(
  'TABLE_NAME',
  'SMS_COUNTRIES',
  'SMS_MAX_PRICE_USD',
  'SMS_MONTHLY_BUDGET_USD',
  'SMS_URGENT_OVER_BUDGET',
  'OPT_IN_CHANNELS',
  'EMAIL_FREQUENCY',
  'FREQUENCY_CAPS',
  'FREQUENCY_CAP_OVER',
);
const table = openTable(settings.TABLE_NAME);
const deps = {
  workflows: withDefaults(workflowByKey, { optIn: settings.OPT_IN_CHANNELS, digest: settings.EMAIL_FREQUENCY }),
  users: dynamoUsers(table),
  attention: dynamoFrequencyCaps(table),
  frequencyCapPolicy: { allowances: settings.FREQUENCY_CAPS, over: settings.FREQUENCY_CAP_OVER },
  digests: dynamoDigests(table),
  suppressions: dynamoSuppressions(table),
  meter: dynamoSmsMeter(table),
  writeEmail: renderEmail,
  terms: {
    ...sms,
    countries: settings.SMS_COUNTRIES,
    maxSegmentUsd: settings.SMS_MAX_PRICE_USD,
    monthlyBudgetUsd: settings.SMS_MONTHLY_BUDGET_USD,
    urgentOverBudget: settings.SMS_URGENT_OVER_BUDGET,
  },
  now: () => new Date(),
};

const answer = async ({ body: request, from: { apiKey } }: Call<'dryRun'>) => ({
  body: await dryRun({ request, test: apiKey.kind === 'test' }, deps),
});

export const handler = onHttp({ dryRun: answer, simulate: answer }, { server: byApiKey(table) });
