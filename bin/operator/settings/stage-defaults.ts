import { StageName, stages } from '../../../lib/stage.ts';

/** What a stage does where the owner sets nothing, of the settings that then are not written down. */
export function stageDefaults(stage: string, given: Readonly<Record<string, string>>): Record<string, string> {
  const { smsMonthlyBudgetUsd, queueConcurrency } = stages[StageName.parse(stage)];
  const defaults = {
    queueConcurrency: String(queueConcurrency),
    smsMaxPriceUsd: 'no limit but the budget',
    smsMonthlyBudgetUsd: String(smsMonthlyBudgetUsd),
  };
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => given[name] === undefined));
}
