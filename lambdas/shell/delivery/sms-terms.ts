import type { Settings } from '../../../contract/settings.ts';
import type { SmsTerms } from '../../../core/channels/sms/admit-sms.ts';

/** The settings that say which SMS may go, and for how much. */
export const smsTermSettings = [
  'SMS_COUNTRIES',
  'SMS_MAX_PRICE_USD',
  'SMS_MONTHLY_BUDGET_USD',
  'SMS_ACCOUNT_LIMIT_USD',
  'SMS_URGENT_OVER_BUDGET',
] as const;

/** What a stage's settings and the owner's prices and limits say of SMS together. */
export function smsTerms(
  settings: Pick<Settings, (typeof smsTermSettings)[number]>,
  pricesAndLimits: Pick<SmsTerms, 'prices' | 'limits'>,
): SmsTerms {
  return {
    ...pricesAndLimits,
    countries: settings.SMS_COUNTRIES,
    maxSegmentUsd: settings.SMS_MAX_PRICE_USD,
    monthlyBudgetUsd: settings.SMS_MONTHLY_BUDGET_USD,
    accountLimitUsd: settings.SMS_ACCOUNT_LIMIT_USD,
    urgentOverBudget: settings.SMS_URGENT_OVER_BUDGET,
  };
}
