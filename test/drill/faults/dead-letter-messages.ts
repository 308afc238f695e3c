import { setTimeout as sleep } from 'node:timers/promises';
import { count, entered, quiet } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

/** Records that can never succeed, and what is redriven from among them. */
export const deadLetters: Fault[] = [
  {
    name: 'permanent-errors-in-a-batch-of-ten',
    promise: { sentTwice: 0, recoverySeconds: 30, alarms: ['dead-letter-messages'] },
    async run(localSystem) {
      const ids = await localSystem.accept({ to: newUsers(9), channels: ['email'] });
      await entered(localSystem, ids);
      await localSystem.send('email', [...ids.map(deliver), '{"version": 1, "nonsense": true}']);

      return {
        ...(await count(localSystem, { ids, recoveredFrom: Date.now() })),
        wrong: await deadLetterMessagesAreNot(localSystem, 1),
      };
    },
  },
  {
    name: 'old-and-new-versions-in-one-queue',
    promise: { sentTwice: 0, recoverySeconds: 30, alarms: ['dead-letter-messages'] },
    async run(localSystem) {
      const ids = await localSystem.accept({ to: newUsers(5), channels: ['email'] });
      await entered(localSystem, ids);
      await localSystem.send('email', [...ids.map(deliver), { ...deliver(ids[0] ?? ''), version: 2, added: 'later' }]);

      return {
        ...(await count(localSystem, { ids, recoveredFrom: Date.now() })),
        wrong: await deadLetterMessagesAreNot(localSystem, 1),
      };
    },
  },
  {
    name: 'mixed-dead-letter-messages-redriven',
    promise: { sentTwice: 0, recoverySeconds: 30, alarms: ['dead-letter-messages'] },
    async run(localSystem) {
      const ids = await localSystem.accept({ to: newUsers(5), channels: ['email'] });
      await quiet(localSystem);
      await localSystem.send('email-dead-letters', [...ids.map(deliver), '{"nonsense": true}']);
      await redrive(localSystem, 'email', 6);

      return {
        ...(await count(localSystem, { ids, recoveredFrom: Date.now() })),
        wrong: await deadLetterMessagesAreNot(localSystem, 1),
      };
    },
  },
];

function deliver(notificationId: string) {
  return { version: 1, notificationId, channel: 'email' };
}

/** Counted until it is right: a record that was read a moment ago is counted again only when it has been given back. */
async function deadLetterMessagesAreNot(localSystem: DrillSystem, expected: number): Promise<string[]> {
  let deadLetterMessages: number | undefined;
  for (let looks = 0; looks < 100; looks += 1) {
    deadLetterMessages = (await localSystem.queues()).find(({ name }) => name === 'email')?.dead_letters;
    if (deadLetterMessages === expected) return [];
    await sleep(100);
  }
  return [`${deadLetterMessages} dead-letter messages where ${expected} belong`];
}

/** Moves every dead-letter message back to its queue by the operator's command, which may be told of them a moment late. */
async function redrive(localSystem: DrillSystem, queue: string, deadLetterMessages: number): Promise<void> {
  let moved = 0;
  for (let tries = 0; tries < 20 && moved < deadLetterMessages; tries += 1) {
    moved += Number.parseInt(await localSystem.bellhop('dlq', 'redrive', queue), 10);
  }
  if (moved !== deadLetterMessages) throw new Error(`${moved} dead-letter messages were redriven, not ${deadLetterMessages}`);
}
