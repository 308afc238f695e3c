import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { Alarms } from '../../operations/alarms.ts';
import type { OwnerSettings } from '../../settings/owner-settings.ts';
import type { Stage } from '../../stage.ts';

export type SmsBudgetProps = { stage: Stage; owner: OwnerSettings; alarms: Alarms };

/** How much money SMS may take in a month, and the alarms before and at its end. */
export class SmsBudget extends Construct {
  private readonly props: SmsBudgetProps;

  constructor(scope: Construct, id: string, props: SmsBudgetProps) {
    super(scope, id);
    this.props = props;
    const metric = props.alarms.metric('SmsBudgetUsed', Stats.MAXIMUM);

    props.alarms.raise(this, 'NearlySpent', {
      metric,
      above: 80,
      silence: 'keeps',
      ifThisFails: "SMS have taken more than 80 % of the month's budget, and end for the month when it is spent",
      article: 'sms-spend-above-80-percent',
    });
    props.alarms.raise(this, 'Spent', {
      metric,
      above: 100, // a refused SMS reports what it would have made of the budget
      silence: 'keeps',
      ifThisFails: "The month's SMS budget is spent: SMS are skipped, and go out by e-mail or to the inbox only",
      article: 'sms-budget-spent',
    });
  }

  /** Tells a function what it may spend, and where SMS may go. */
  grantSpend(handler: HandlerFunction): void {
    const { stage, owner } = this.props;
    handler.set('SMS_MONTHLY_BUDGET_USD', owner.smsMonthlyBudgetUsd ?? stage.smsMonthlyBudgetUsd);
    handler.set('SMS_URGENT_OVER_BUDGET', owner.smsUrgentOverBudget);
    this.addCountriesEnvironment(handler);
  }

  /** Tells a function where SMS may go. */
  addCountriesEnvironment(handler: HandlerFunction): void {
    handler.set('SMS_COUNTRIES', this.props.owner.smsCountries.join(','));
  }
}
