import { setTimeout as sleep } from 'node:timers/promises';
import { count } from '../count.ts';
import { newUsers } from '../drill-laptop.ts';
import type { Fault } from '../fault.ts';

const killEveryMs = 3_000;

/** Much at once, and trouble meanwhile. */
export const loads: Fault[] = [
  {
    name: 'burst-of-1000',
    promise: { sentTwice: 0, recoverySeconds: 90 },
    async run(laptop) {
      const batches = Array.from({ length: 10 }, () => laptop.accept({ to: newUsers(100), channels: ['email'] }));

      return count(laptop, { ids: (await Promise.all(batches)).flat(), recoveredFrom: Date.now() });
    },
  },
  {
    name: 'random-kills-during-500',
    promise: { sentTwice: 25, recoverySeconds: 90 }, // at most the five messages in hand, at each of five kills
    shortened: true,
    async run(laptop) {
      const batches = Array.from({ length: 5 }, () => laptop.accept({ to: newUsers(100), channels: ['email'] }));
      const accepted = Promise.all(batches);
      for (const name of [
        'deliver-email',
        'ingest',
        'deliver-email',
        'deliver-email',
        'ingest',
        'deliver-email',
        'deliver-email',
      ]) {
        await sleep(killEveryMs * Math.random());
        await laptop.kill(name);
      }

      return count(laptop, { ids: (await accepted).flat(), recoveredFrom: Date.now() });
    },
  },
];
