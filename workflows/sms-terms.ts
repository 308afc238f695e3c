import type { SmsLimits } from '../core/channels/sms/rules/sms-guard.ts';
import type { SmsPrices } from '../core/channels/sms/rules/sms-price.ts';

/** What SMS cost and how many may go to one place. Countries and money are settings: `smsCountries`, `smsMonthlyBudgetUsd`. */
export type SmsPricesAndLimits = { prices: SmsPrices; limits: SmsLimits };

/** Yours to edit. */
export const sms: SmsPricesAndLimits = {
  // what you pay a segment, in US dollars, such as `GB: 0.041`; what is not here is in core/channels/sms/rules/sms-price.ts
  prices: {},
  limits: {
    perNumber: { anHour: 20, aDay: 50 },
    perPrefix: { anHour: 60, aDay: 200 },
  },
};
