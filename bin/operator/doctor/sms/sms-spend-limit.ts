import { DescribeSpendLimitsCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { GetSMSAttributesCommand } from '@aws-sdk/client-sns';
import type { Check } from '../check.ts';
import { notYet, ok, wrong } from '../check.ts';
import type { Facts } from '../facts.ts';
import { consolePage, deployLine } from '../mending.ts';
import { isEndUserMessaging, smsIsOff } from './sms-is-off.ts';

/** What SNS spends in a month unless somebody has said otherwise: https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const defaultLimitUsd = 1;

/** AWS's own limit on the month's SMS, against the budget that the stack keeps to. */
export const smsSpendLimit: Check = {
  name: 'sms-spend-limit',
  why: "AWS delivers no SMS beyond its monthly limit, while the stack's budget says that there is money left.",
  notLocal: 'SMS of the local system cost nothing.',
  async run(facts) {
    const off = await smsIsOff(facts, ['sns', 'end-user-messaging']);
    if (off !== undefined) return off;

    const { SMS_MONTHLY_BUDGET_USD: budget } = await facts.smsSettings();
    const limit = await readLimit(facts);
    const both = `AWS spends up to $${limit} a month; the budget is $${budget}`;
    if (budget === 0) return notYet(`The budget is $0: no SMS goes out.`, deployLine(facts.stage, 'smsMonthlyBudgetUsd=10'));
    if (limit >= budget) return ok(`${both}.`);
    const more = await askForMore(facts);
    return wrong(
      `${both}, which it never reaches.`,
      `${more}; or deploy a lower one: ${deployLine(facts.stage, `smsMonthlyBudgetUsd=${limit}`)}`,
    );
  },
};

/** By whichever of the two sends: SNS and End User Messaging have a limit each. */
async function readLimit({ aws, smsSettings }: Facts): Promise<number> {
  if (isEndUserMessaging(await smsSettings())) {
    const { SpendLimits = [] } = await aws.sms.send(new DescribeSpendLimitsCommand());
    return SpendLimits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')?.EnforcedLimit ?? defaultLimitUsd;
  }
  const { attributes } = await aws.sns.send(new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] }));
  return Number(attributes?.MonthlySpendLimit ?? defaultLimitUsd);
}

/** Where a higher limit is asked for: each of the two has its own place for it. */
async function askForMore({ stage, smsSettings, region }: Facts): Promise<string> {
  if (isEndUserMessaging(await smsSettings()))
    return 'Ask for more at Service Quotas, AWS End User Messaging, TextMessageMonthlySpend';
  return `npm run bellhop -- doctor --draft sms --stage ${stage}, and ask for more from ${consolePage('sms-settings', await region())}`;
}
