import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { OwnerSettings } from '../settings/owner-settings.ts';

/** While there is still time, and as soon as the month looks like going over. */
const notices = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

/**
 * Watches the month's bill of the whole account, if the owner has set a sum; AWS knows the bill some eight hours late. Without
 * actions a budget is free: https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/
 */
export class CostBudget extends Construct {
  /** What AWS calls it; nothing without one. */
  readonly name: string | undefined;

  constructor(scope: Construct, id: string, { owner }: { owner: OwnerSettings }) {
    super(scope, id);
    const { monthlyBudgetUsd, alarmEmail } = owner;
    if (monthlyBudgetUsd === undefined || alarmEmail === undefined) return;

    const budget = new CfnBudget(this, 'Budget', {
      // no name of ours: another mailbox replaces the budget, which two of one name would forbid
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' } },
      notificationsWithSubscribers: notices.map((notice) => ({
        notification: { ...notice, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
        subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
      })),
    });
    this.name = budget.ref;
  }
}
