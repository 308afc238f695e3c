import { GetSMSAttributesCommand } from '@aws-sdk/client-sns';
import type { Check } from '../check.ts';
import { notYet, ok, wrong } from '../check.ts';
import { consolePage, deployLine } from '../mending.ts';
import { smsIsOff } from './sms-is-off.ts';

/** What SNS spends in a month unless somebody has said otherwise: https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const defaultLimitUsd = 1;

/** AWS's own limit on the month's SMS, against the budget that the stack keeps to. */
export const smsSpendLimit: Check = {
  name: 'sms-spend-limit',
  why: "SNS drops SMS beyond its monthly limit without a word, while the stack's budget says that there is money left.",
  notLocal: 'SMS of the local system cost nothing.',
  async run(facts) {
    const off = await smsIsOff(facts);
    if (off !== undefined) return off;

    const { SMS_MONTHLY_BUDGET_USD: budget } = await facts.smsSettings();
    const { attributes } = await facts.aws.sns.send(new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] }));
    const limit = Number(attributes?.MonthlySpendLimit ?? defaultLimitUsd);
    const both = `SNS spends up to $${limit} a month; the budget is $${budget}`;
    if (budget === 0) return notYet(`The budget is $0: no SMS goes out.`, deployLine(facts.stage, 'smsMonthlyBudgetUsd=10'));
    if (limit >= budget) return ok(`${both}.`);
    return wrong(
      `${both}, which it never reaches.`,
      `npm run bellhop -- doctor --draft sms --stage ${facts.stage}, and ask for more from ${consolePage('sms-settings', await facts.region())}; or deploy a lower one: ${deployLine(facts.stage, `smsMonthlyBudgetUsd=${limit}`)}`,
    );
  },
};
