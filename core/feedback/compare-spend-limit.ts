import type { SmsAccount } from './ports/sms-account.ts';

/** How AWS's own limit on the month's SMS stands to the stage's budget. Without a `limitUsd` AWS did not say it. */
export type SpendLimit = { limitUsd?: number; words: string };

/** Reads the limit and compares it. It never throws: a deploy is not to fail for what only tells. */
export async function compareSpendLimit(budgetUsd: number, { account }: { account: SmsAccount }): Promise<SpendLimit> {
  try {
    const limitUsd = await account.readSpendLimit();
    return { limitUsd, words: describe(limitUsd, budgetUsd) };
  } catch (error) {
    return { words: `not known, as AWS did not say it (${error instanceof Error ? error.name : String(error)})` };
  }
}

function describe(limitUsd: number, budgetUsd: number): string {
  const both = `AWS spends up to $${limitUsd} a month, and the budget of this stage is $${budgetUsd}`;
  return limitUsd >= budgetUsd ? both : `${both}, which it never reaches: npm run bellhop -- doctor`;
}
