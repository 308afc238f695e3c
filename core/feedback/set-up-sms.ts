import { compareSpendLimit } from './compare-spend-limit.ts';
import type { SmsAccount } from './ports/sms-account.ts';
import { type ReceiptsDeps, switchOffReceipts, switchOnReceipts } from './set-up-receipts.ts';

/** `receipts` is absent where the provider tells what becomes of SMS without being asked to. */
export type SetUpDeps = { account: SmsAccount; budgetUsd: number; receipts?: ReceiptsDeps };

/** How the account stands to the stage's SMS, for the stack: `SpendLimitUsd` is empty where AWS did not say it. */
export type SmsSetUp = { Receipts: string; SpendLimit: string; SpendLimitUsd: string };

/** Sets up what an account keeps for all who send SMS there, when the stage's stack is made or changed, and takes it back when it goes. */
export async function setUpSms(change: 'made' | 'removed', { account, budgetUsd, receipts }: SetUpDeps): Promise<SmsSetUp> {
  if (change === 'removed')
    return { Receipts: receipts ? await switchOffReceipts(receipts) : 'off', SpendLimit: '', SpendLimitUsd: '' };

  const { limitUsd, words } = await compareSpendLimit(budgetUsd, { account });
  return {
    Receipts: receipts ? await switchOnReceipts(receipts) : 'on',
    SpendLimit: words,
    SpendLimitUsd: limitUsd === undefined ? '' : String(limitUsd),
  };
}
