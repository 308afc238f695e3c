import { readSpent } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { settingSchemas } from '../../../contract/settings.ts';
import { senderRisk } from '../../../core/feedback/rules/sender-health.ts';
import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';
import { type StageView, sendersOf } from './stage-view.ts';

/** Tells how the sender stands: bounces and complaints, the quota, and the month's SMS against their budget. */
export async function readSending(view: StageView): Promise<LocalAnswers['GET /local/sending']> {
  const { tallies, now } = sendersOf(view);
  const [tally, spent, quota, environment, bill] = await Promise.all([
    tallies.sum(now()),
    readSpent(view.table, now()),
    view.quota?.read().catch(() => undefined), // another right than those that the rest needs
    view.environment().catch((): Readonly<Record<string, string>> => ({})),
    view.bill?.(),
  ]);
  const budget = settingSchemas.SMS_MONTHLY_BUDGET_USD().safeParse(environment.SMS_MONTHLY_BUDGET_USD ?? 'unknown').data;
  return {
    ...tally,
    risk_percent: Math.round(senderRisk(tally)),
    ...(quota && { quota: { used: quota.usedInLastDay, ...(quota.perDay !== undefined && { per_day: quota.perDay }) } }),
    ...(bill && { bill }),
    sms: { spent_usd: spent / 1_000_000, ...(budget !== undefined && { budget_usd: budget }) },
  };
}
