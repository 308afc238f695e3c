import { count, entered, quiet } from '../count.ts';
import { bodyOf, type DrillLaptop, newUsers, type Publish } from '../drill-laptop.ts';
import type { Fault } from '../fault.ts';

/** Messages that come more than once. */
export const repetitions: Fault[] = [
  {
    name: 'every-message-three-times',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(laptop) {
      const ids = await acceptUnsent(laptop, 20, ['email', 'sms']);
      for (let time = 0; time < 2; time += 1) await sendAll(laptop, ids);
      await laptop.heal();

      return count(laptop, { ids, recoveredFrom: Date.now() });
    },
  },
  {
    name: 'one-message-in-two-processes',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(laptop) {
      const ids = await acceptUnsent(laptop, 1, ['email']);
      await laptop.heal();
      await Promise.all(Array.from({ length: 8 }, () => sendAll(laptop, ids, ['email'])));

      return count(laptop, { ids, recoveredFrom: Date.now() });
    },
  },
  {
    name: 'ingest-replayed',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(laptop) {
      const users = newUsers(20);
      const ids = await laptop.accept({ to: users, channels: ['email'] });
      const day = users.map(({ id }, n) => ({ ...bodyOf({ to: [id], channels: ['email'] }), idempotency_key: `day ${id} ${n}` }));
      await laptop.send('ingest', day);
      await quiet(laptop);
      const before = (await laptop.outbox()).length;
      await laptop.send('ingest', day);

      const outcome = await count(laptop, { ids, recoveredFrom: Date.now() });
      const more = (await laptop.outbox()).length - before;
      return before === 40 && more === 0 ? outcome : { ...outcome, sentTwice: outcome.sentTwice + more, wrong: wrong(before) };
    },
  },
];

function wrong(before: number): string[] {
  return before === 40 ? [] : [`the day had 40 e-mails to send, and ${before} were`];
}

/** Notifications that are entered but not sent: the providers refuse until healed, so that copies find something to send. */
async function acceptUnsent(laptop: DrillLaptop, users: number, channels: Publish['channels']): Promise<string[]> {
  await laptop.fail({ service: 'ses', fault: 'throttle' });
  await laptop.fail({ service: 'sns', fault: 'throttle' });
  const ids = await laptop.accept({ to: newUsers(users), channels });
  await entered(laptop, ids);
  return ids;
}

/** Puts copies into the queues, as SQS may: at least once is what it promises. */
async function sendAll(laptop: DrillLaptop, ids: readonly string[], channels = ['email', 'sms']): Promise<void> {
  for (const channel of channels) {
    await laptop.send(
      channel,
      ids.map((notificationId) => ({ version: 1, notificationId, channel })),
    );
  }
}
