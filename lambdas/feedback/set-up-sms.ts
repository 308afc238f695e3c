// CloudFormation, at each deploy and at a destroy → switchOnReceipts, switchOffReceipts → SNS's SMS attributes and log groups of the account;
//   → compareSpendLimit → what the stage's budget is compared with

import * as z from 'zod';
import { endUserMessagingAccount } from '../../adapters/providers/end-user-messaging/end-user-messaging-account.ts';
import { snsAccount } from '../../adapters/providers/sns/sns-account.ts';
import { setUpSms } from '../../core/feedback/set-up-sms.ts';
import { onCustomResource } from '../shell/on-custom-resource.ts';

const Properties = z.object({
  Provider: z.enum(['sns', 'end-user-messaging']),
  BudgetUsd: z.coerce.number().min(0),
  RoleArn: z.string(),
  RecorderArn: z.string(),
  LogGroup: z.string(),
  FilterName: z.string(),
});

export const handler = onCustomResource(Properties, (change, properties) => setUpSms(change, depsOf(properties)));

function depsOf({ Provider, BudgetUsd: budgetUsd, RoleArn: roleArn, ...log }: z.infer<typeof Properties>) {
  const sns = snsAccount({ logGroup: log.LogGroup, filterName: log.FilterName, recorderArn: log.RecorderArn });
  const isLogged = Provider === 'sns';
  return { account: isLogged ? sns : endUserMessagingAccount(), budgetUsd, receipts: { account: sns, roleArn }, isLogged };
}
