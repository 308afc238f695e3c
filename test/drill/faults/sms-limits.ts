import { sms } from '../../../workflows/sms.ts';
import { count } from '../count.ts';
import { newUsers } from '../drill-laptop.ts';
import type { Fault } from '../fault.ts';

/** More SMS than may go: pumping over a range of numbers, for which the month's money may be spent before the range is full. */
export const smsLimits: Fault[] = [
  {
    name: 'sms-pumping-over-one-range',
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(laptop) {
      const most = sms.limits.perPrefix.anHour;
      const range = String(Date.now()).slice(-4);
      const users = newUsers(most + 20).map(({ id }, n) => ({ id, phone: `+44740${range}${String(n).padStart(3, '0')}` }));
      const ids = await laptop.accept({ to: users, channels: ['sms'] });
      const outcome = await count(laptop, { ids, unsent: ['throttled', 'budget_exceeded'], recoveredFrom: Date.now() });

      const { length } = await laptop.outbox({ channel: 'sms' });
      return length > 0 && length <= most ? outcome : { ...outcome, wrong: [`${length} SMS went, ${most} may`] };
    },
  },
];
