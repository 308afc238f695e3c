import { compareSpendLimit } from './compare-spend-limit.ts';
import type { SmsAccount } from './ports/sms-account.ts';
import { type ReceiptsDeps, switchOffReceipts, switchOnReceipts } from './set-up-receipts.ts';

/** `isLogged` is false where the provider tells what becomes of SMS without being asked to: SNS's log is then not needed any more. */
export type SetUpDeps = { account: SmsAccount; budgetUsd: number; receipts: ReceiptsDeps; isLogged: boolean };

/**
 * How the account stands to the stage's SMS, for the stack: `SpendLimitUsd` is empty where AWS did not say it, and `AlarmAboveUsd` goes by the
 * stage's budget then.
 */
export type SmsSetUp = { Receipts: string; SpendLimit: string; SpendLimitUsd: string; AlarmAboveUsd: string };

/** The share of what may be spent above which a person is called for. */
const alarmShare = 0.8;

/** Sets up what an account keeps for all who send SMS there, when the stage's stack is made or changed, and takes it back when it goes. */
export async function setUpSms(change: 'made' | 'removed', deps: SetUpDeps): Promise<SmsSetUp> {
  const { account, budgetUsd, receipts, isLogged } = deps;
  if (change === 'removed')
    return { Receipts: await switchOffReceipts(receipts), SpendLimit: '', SpendLimitUsd: '', AlarmAboveUsd: '' };

  const { limitUsd, words } = await compareSpendLimit(budgetUsd, { account });
  return {
    Receipts: isLogged ? await switchOnReceipts(receipts) : await receiveWithoutLog(receipts),
    SpendLimit: words,
    SpendLimitUsd: limitUsd === undefined ? '' : String(limitUsd),
    AlarmAboveUsd: ((limitUsd ?? budgetUsd) * alarmShare).toFixed(2),
  };
}

/** An update of the stack may have come from SNS to another provider: what the stack had switched on there has no use, and nobody else to undo it. */
async function receiveWithoutLog(receipts: ReceiptsDeps): Promise<string> {
  const log = await switchOffReceipts(receipts);
  return log.startsWith('left') ? `on; SNS's log is ${log}` : 'on';
}
