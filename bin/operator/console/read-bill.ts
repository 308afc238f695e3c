import { BudgetsClient, DescribeBudgetCommand, type Spend } from '@aws-sdk/client-budgets';
import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';

/** The month's bill beside the budget that the stack has made for it, or why it is not told. */
export type Bill = NonNullable<LocalAnswers['GET /local/sending']['bill']>;

/**
 * Reads a budget of the account, and what AWS counts and foresees for this month. AWS counts a few times a day.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DescribeBudget.html
 */
export async function readBill(
  { account: AccountId, budget: BudgetName }: { account: string | undefined; budget: string | undefined },
  client = new BudgetsClient({ maxAttempts: 2 }),
): Promise<Bill> {
  try {
    if (BudgetName === undefined)
      return { why_not: 'this stage makes no AWS budget: monthlyBudgetUsd, with alarmEmail, makes one' };
    const { Budget } = await client.send(new DescribeBudgetCommand({ AccountId, BudgetName }));
    const { ActualSpend, ForecastedSpend } = Budget?.CalculatedSpend ?? {};
    const [limit, spent, forecast] = [Budget?.BudgetLimit, ActualSpend, ForecastedSpend].map(dollars);
    return {
      ...(limit !== undefined && { limit_usd: limit }),
      spent_usd: spent ?? 0,
      ...(forecast !== undefined && { forecast_usd: forecast }),
    };
  } catch (error) {
    const why = error instanceof Error ? error.name : String(error);
    return { why_not: `the AWS budget could not be read (${why}); it takes the right to budgets:ViewBudget` };
  } finally {
    client.destroy();
  }
}

function dollars(spend: Spend | undefined): number | undefined {
  return spend?.Amount === undefined ? undefined : Number(spend.Amount);
}
