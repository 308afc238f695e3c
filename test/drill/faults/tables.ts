import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultOrder } from '../../../local/emulators/providers/faults.ts';
import { count } from '../count.ts';
import { newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

type TableOrder = Extract<FaultOrder, { service: 'dynamodb' }>;

/** DynamoDB in trouble, for seconds that stand for minutes. What was accepted before or meanwhile must not know it. */
export const tables: Fault[] = [
  tableFault('table-throttles-30-percent', { service: 'dynamodb', fault: 'throttle', rate: 0.3 }, { sentTwice: 0 }),
  // an answer lost on the way back from noting "sent" leaves a send in doubt
  tableFault('table-loses-answers', { service: 'dynamodb', fault: 'lost_answer', rate: 0.2 }, { sentTwice: 2 }),
  tableFault('table-is-down', { service: 'dynamodb', fault: 'down' }, { sentTwice: 5 }),
];

function tableFault(name: string, order: TableOrder, { sentTwice }: { sentTwice: number }): Fault {
  return {
    name,
    promise: { sentTwice, recoverySeconds: 75 },
    shortened: true,
    async run(localSystem) {
      const before = await localSystem.accept({ to: newUsers(10), channels: ['email'] });
      await localSystem.fail(order);
      const meanwhile = localSystem.accept({ to: newUsers(10).map(({ id, email }) => ({ id, email })), channels: ['email'] });
      await sleep(6_000);
      await localSystem.heal();
      const healedAt = Date.now();

      return count(localSystem, { ids: [...before, ...(await meanwhile)], recoveredFrom: healedAt });
    },
  };
}
