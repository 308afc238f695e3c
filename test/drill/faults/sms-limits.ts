import { dynamoSmsMeter } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { toMicroDollars } from '../../../core/channels/sms/rules/sms-price.ts';
import { stages } from '../../../lib/stage.ts';
import { sms } from '../../../workflows/sms-terms.ts';
import { count } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

const partUsd = 0.05; // a British part, in core/channels/sms/rules/sms-price.ts

/** More SMS than may go. */
export const smsLimits: Fault[] = [
  {
    name: 'sms-pumping-over-one-range',
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(localSystem) {
      const most = sms.limits.perPrefix.anHour;
      const range = String(Date.now()).slice(-4);
      const users = newUsers(most + 20).map(({ id }, n) => ({ id, phone: `+44740${range}${String(n).padStart(3, '0')}` }));
      const ids = await localSystem.accept({ to: users, channels: ['sms'] });
      const outcome = await count(localSystem, { ids, unsent: ['throttled'], recoveredFrom: Date.now() });

      return { ...outcome, wrong: await sentAreNot(localSystem, most) };
    },
  },
  {
    name: 'sms-budget-reached',
    promise: { sentTwice: 0, recoverySeconds: 60, alarms: ['sms-spend-above-80-percent', 'sms-budget-spent'] },
    async run(localSystem) {
      await spendAllBut(localSystem, 3 * partUsd);
      const users = newUsers(8);
      const ids = await localSystem.accept({ to: users, channels: ['sms'] });
      const outcome = await count(localSystem, { ids, unsent: ['budget_exceeded'], recoveredFrom: Date.now() });

      const instead = (await localSystem.outbox({ channel: 'email' })).length;
      const wrong = instead === users.length - 3 ? [] : [`${instead} e-mails went in place of ${users.length - 3} SMS`];
      return { ...outcome, wrong: [...wrong, ...(await sentAreNot(localSystem, 3))] };
    },
  },
];

async function sentAreNot(localSystem: DrillSystem, expected: number): Promise<string[]> {
  const { length } = await localSystem.outbox({ channel: 'sms' });
  return length === expected ? [] : [`${length} SMS went, ${expected} may`];
}

/** A month's spending in one reservation. */
async function spendAllBut({ table }: DrillSystem, leftUsd: number): Promise<void> {
  const cost = toMicroDollars(stages.local.smsMonthlyBudgetUsd - leftUsd);
  const spent = { notificationId: `ntf_drill-${Date.now()}`, segments: 1, cost, windows: [], at: new Date() };
  await dynamoSmsMeter(table).reserve(spent);
}
