import { count, entered, quiet } from '../count.ts';
import { bodyOf, type DrillSystem, newUsers, type Publish } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

/** A day of a small team's app. */
const mailsOfADay = 100;
const inboxItemsOfADay = 400;

/** Messages that come more than once. */
export const repetitions: Fault[] = [
  {
    name: 'every-message-three-times',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(localSystem) {
      const ids = await acceptUnsent(localSystem, 20, ['email', 'sms']);
      for (let time = 0; time < 2; time += 1) await sendAll(localSystem, ids);
      await localSystem.heal();

      return count(localSystem, { ids, recoveredFrom: Date.now() });
    },
  },
  {
    name: 'one-message-in-two-processes',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(localSystem) {
      const ids = await acceptUnsent(localSystem, 1, ['email']);
      await localSystem.heal();
      await Promise.all(Array.from({ length: 8 }, () => sendAll(localSystem, ids, ['email'])));

      return count(localSystem, { ids, recoveredFrom: Date.now() });
    },
  },
  {
    name: 'a-days-ingest-replayed',
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(localSystem) {
      const byEmail = newUsers(mailsOfADay);
      const ids = await localSystem.accept({ to: byEmail, channels: ['email'] });
      const toInboxes = newUsers(inboxItemsOfADay);
      for (let from = 0; from < toInboxes.length; from += 100) {
        ids.push(...(await localSystem.accept({ to: toInboxes.slice(from, from + 100), channels: ['inbox'] })));
      }
      const day = [...byEmail.map(publishOf('email')), ...toInboxes.map(publishOf('inbox'))];
      await localSystem.send('ingest', day);
      await quiet(localSystem);
      const before = (await localSystem.outbox()).length;
      await localSystem.send('ingest', day);

      const outcome = await count(localSystem, { ids, recoveredFrom: Date.now() });
      const more = (await localSystem.outbox()).length - before;
      return { ...outcome, sentTwice: outcome.sentTwice + more, wrong: wrong(before) };
    },
  },
];

/** A publish as an app puts it on the ingest queue. */
function publishOf(channel: 'email' | 'inbox') {
  return ({ id }: { id: string }) => ({ ...bodyOf({ to: [id], channels: [channel] }), idempotency_key: `day ${id}` });
}

/** Each was published once by HTTP and once by queue. */
function wrong(before: number): string[] {
  return before === 2 * mailsOfADay ? [] : [`the day had ${2 * mailsOfADay} e-mails to send, and ${before} were`];
}

/** Notifications that are entered but not sent: the providers refuse until healed, so that copies find something to send. */
async function acceptUnsent(localSystem: DrillSystem, users: number, channels: Publish['channels']): Promise<string[]> {
  await localSystem.fail({ service: 'ses', fault: 'throttle' });
  await localSystem.fail({ service: 'sns', fault: 'throttle' });
  const ids = await localSystem.accept({ to: newUsers(users), channels });
  await entered(localSystem, ids);
  return ids;
}

/** Puts copies into the queues, as SQS may: at least once is what it promises. */
async function sendAll(localSystem: DrillSystem, ids: readonly string[], channels = ['email', 'sms']): Promise<void> {
  for (const channel of channels) {
    await localSystem.send(
      channel,
      ids.map((notificationId) => ({ version: 1, notificationId, channel })),
    );
  }
}
