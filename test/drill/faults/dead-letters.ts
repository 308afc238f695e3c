import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { count, entered, quiet } from '../count.ts';
import { type DrillLaptop, newUsers } from '../drill-laptop.ts';
import type { Fault } from '../fault.ts';

/** Records that can never succeed, and what is redriven from among them. */
export const deadLetters: Fault[] = [
  {
    name: 'poison-in-a-batch-of-ten',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(laptop) {
      const ids = await laptop.accept({ to: newUsers(9), channels: ['email'] });
      await entered(laptop, ids);
      await laptop.send('email', [...ids.map(deliver), '{"version": 1, "nonsense": true}']);

      return { ...(await count(laptop, { ids, recoveredFrom: Date.now() })), wrong: await lettersAreNot(laptop, 1) };
    },
  },
  {
    name: 'old-and-new-versions-in-one-queue',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(laptop) {
      const ids = await laptop.accept({ to: newUsers(5), channels: ['email'] });
      await entered(laptop, ids);
      await laptop.send('email', [...ids.map(deliver), { ...deliver(ids[0] ?? ''), version: 2, added: 'later' }]);

      return { ...(await count(laptop, { ids, recoveredFrom: Date.now() })), wrong: await lettersAreNot(laptop, 1) };
    },
  },
  {
    name: 'mixed-dead-letters-redriven',
    promise: { sentTwice: 0, recoverySeconds: 30 },
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

async function lettersAreNot(laptop: DrillLaptop, expected: number): Promise<string[]> {
  const letters = (await laptop.queues()).find(({ name }) => name === 'email')?.dead_letters;
  return letters === expected ? [] : [`${letters} dead letters where ${expected} belong`];
}

/** Moves every dead letter back to its queue, as an operator does. */
async function redrive(laptop: DrillLaptop, queue: string, letters: number): Promise<void> {
  const QueueUrl = await laptop.urlOf(`${queue}-dead-letters`);
  for (let moved = 0; moved < letters; ) {
    const { Messages = [] } = await laptop.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    await laptop.send(
      queue,
      Messages.map(({ Body = '' }) => Body),
    );
    for (const { ReceiptHandle } of Messages) {
      await laptop.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    if (Messages.length === 0) throw new Error(`there were ${moved} dead letters, not ${letters}`);
    moved += Messages.length;
  }
}
