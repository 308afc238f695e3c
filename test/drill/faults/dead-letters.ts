import { setTimeout as sleep } from 'node:timers/promises';
import { count, entered, quiet } from '../count.ts';
import { type DrillLaptop, newUsers } from '../drill-laptop.ts';
import type { Fault } from '../fault.ts';

/** Records that can never succeed, and what is redriven from among them. */
export const deadLetters: Fault[] = [
  {
    name: 'poison-in-a-batch-of-ten',
    promise: { sentTwice: 0, recoverySeconds: 30, alarms: ['dead-letters'] },
    async run(laptop) {
      const ids = await laptop.accept({ to: newUsers(9), channels: ['email'] });
      await entered(laptop, ids);
      await laptop.send('email', [...ids.map(deliver), '{"version": 1, "nonsense": true}']);

      return { ...(await count(laptop, { ids, recoveredFrom: Date.now() })), wrong: await lettersAreNot(laptop, 1) };
    },
  },
  {
    name: 'old-and-new-versions-in-one-queue',
    promise: { sentTwice: 0, recoverySeconds: 30, alarms: ['dead-letters'] },
    async run(laptop) {
      const ids = await laptop.accept({ to: newUsers(5), channels: ['email'] });
      await entered(laptop, ids);
      await laptop.send('email', [...ids.map(deliver), { ...deliver(ids[0] ?? ''), version: 2, added: 'later' }]);

      return { ...(await count(laptop, { ids, recoveredFrom: Date.now() })), wrong: await lettersAreNot(laptop, 1) };
    },
  },
  {
    name: 'mixed-dead-letters-redriven',
    promise: { sentTwice: 0, recoverySeconds: 30, alarms: ['dead-letters'] },
    async run(laptop) {
      const ids = await laptop.accept({ to: newUsers(5), channels: ['email'] });
      await quiet(laptop);
      await laptop.send('email-dead-letters', [...ids.map(deliver), '{"nonsense": true}']);
      await redrive(laptop, 'email', 6);

      return { ...(await count(laptop, { ids, recoveredFrom: Date.now() })), wrong: await lettersAreNot(laptop, 1) };
    },
  },
];

function deliver(notificationId: string) {
  return { version: 1, notificationId, channel: 'email' };
}

/** Counted until it is right: a record that was read a moment ago is counted again only when it has been given back. */
async function lettersAreNot(laptop: DrillLaptop, expected: number): Promise<string[]> {
  let letters: number | undefined;
  for (let looks = 0; looks < 100; looks += 1) {
    letters = (await laptop.queues()).find(({ name }) => name === 'email')?.dead_letters;
    if (letters === expected) return [];
    await sleep(100);
  }
  return [`${letters} dead letters where ${expected} belong`];
}

/** Moves every dead letter back to its queue by the operator's command, which may be told of them a moment late. */
async function redrive(laptop: DrillLaptop, queue: string, letters: number): Promise<void> {
  let moved = 0;
  for (let tries = 0; tries < 20 && moved < letters; tries += 1) {
    moved += Number.parseInt(await laptop.bellhop('dlq', 'redrive', queue), 10);
  }
  if (moved !== letters) throw new Error(`${moved} dead letters were redriven, not ${letters}`);
}
