// CloudFormation, at each deploy and at a destroy → switchOnReceipts, switchOffReceipts → SNS's SMS attributes and log groups of the account;
//   → compareSpendLimit → what the stage's budget is compared with

import * as z from 'zod';
import { endUserMessagingAccount } from '../../adapters/providers/end-user-messaging/end-user-messaging-account.ts';
import { snsAccount } from '../../adapters/providers/sns/sns-account.ts';
import { setUpSms } from '../../core/feedback/set-up-sms.ts';
import { onCustomResource } from '../shell/on-custom-resource.ts';

const BudgetUsd = z.coerce.number().min(0);
const Properties = z.discriminatedUnion('Provider', [
  z.object({
    Provider: z.literal('sns'),
    BudgetUsd,
    RoleArn: z.string(),
    RecorderArn: z.string(),
    LogGroup: z.string(),
    FilterName: z.string(),
  }),
  z.object({ Provider: z.literal('end-user-messaging'), BudgetUsd }),
]);

export const handler = onCustomResource(Properties, (change, properties) => setUpSms(change, depsOf(properties)));

function depsOf(properties: z.infer<typeof Properties>) {
  const { BudgetUsd: budgetUsd } = properties;
  if (properties.Provider === 'end-user-messaging') return { account: endUserMessagingAccount(), budgetUsd };

  const { RoleArn: roleArn, RecorderArn: recorderArn, LogGroup: logGroup, FilterName: filterName } = properties;
  const account = snsAccount({ logGroup, filterName, recorderArn });
  return { account, budgetUsd, receipts: { account, roleArn } };
}
