import { setTimeout as sleep } from 'node:timers/promises';
import type { Reason } from '../../../contract/values.ts';
import type { Fault as ProviderFault } from '../../../local/engines/providers/faults.ts';
import { count } from '../count.ts';
import { newUsers } from '../drill-laptop.ts';
import type { Fault, Promised } from '../fault.ts';

type Trouble = {
  name: string;
  fault: ProviderFault;
  promise: Promised;
  /** How many calls meet it; absent: all, for five seconds. */
  calls?: number;
  unsent?: readonly Reason[];
};

const fiveSeconds = 5_000;

/** Providers that refuse, fail, or leave doubt. Seconds stand for the hour that it may be. */
export const providers: Fault[] = [
  { name: 'provider-throttles', fault: 'throttle', promise: { sentTwice: 0, recoverySeconds: 45 } } as const,
  { name: 'provider-quota-used-up', fault: 'quota', promise: { sentTwice: 0, recoverySeconds: 45 } } as const,
  { name: 'provider-fails', fault: 'error', promise: { sentTwice: 0, recoverySeconds: 45 } } as const,
  {
    name: 'provider-rejects',
    fault: 'reject',
    calls: 3,
    promise: { sentTwice: 0, recoverySeconds: 30 },
    unsent: ['provider_rejected'],
  } as const,
  {
    name: 'provider-times-out',
    fault: 'timeout',
    calls: 2,
    promise: { sentTwice: 0, recoverySeconds: 60 },
    unsent: ['ambiguous_send'], // an SMS in doubt is not sent again: it says so
  } as const,
  {
    name: 'provider-answer-lost',
    fault: 'lost_answer',
    calls: 2,
    promise: { sentTwice: 2, recoverySeconds: 60 }, // an e-mail in doubt is sent once more; an SMS is not
    unsent: ['ambiguous_send'],
  } as const,
].map(toFault);

function toFault({ name, fault, promise, calls, unsent = [] }: Trouble): Fault {
  return {
    name,
    promise,
    shortened: true,
    async run(laptop) {
      const span = calls === undefined ? {} : { count: calls };
      await laptop.fail({ service: 'ses', fault, ...span });
      await laptop.fail({ service: 'sns', fault, ...span });
      const ids = await laptop.accept({ to: newUsers(5), channels: ['email', 'sms'] });
      if (calls === undefined) {
        await sleep(fiveSeconds);
        await laptop.heal();
      }
      const outcome = await count(laptop, { ids, unsent, recoveredFrom: Date.now() });
      const sms = await laptop.outbox({ channel: 'sms' });
      const again = sms.length - new Set(sms.map(({ notification_id: id }: { notification_id: string }) => id)).size;
      return again === 0 ? outcome : { ...outcome, wrong: [`${again} SMS were sent twice`] };
    },
  };
}
