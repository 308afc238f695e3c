import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { openOwnTable } from '../../../local/own-table.ts';
import { sendsWithin } from '../../sends-within.ts';
import { aMessage, aNotification, notificationId } from '../../world.ts';
import { count } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

const killEveryMs = 4_000;
const victims = Array.from({ length: 12 }, (_, n) => (n % 3 === 2 ? 'ingest' : 'deliver-email'));
const perSecond = 14; // what the local system's SES account allows
const fillMs = 3_000; // until then there may be too few e-mails in the queue
const fewLast = 5; // when no more is left than one worker sends at once, there is no work to use every permit
const urgentWithinMs = 3_000; // a second behind bulk, and the way from publish to provider with a cold start on it

/** Much at once, and trouble meanwhile. */
export const loads: Fault[] = [
  {
    name: 'burst-of-1000',
    alone: true,
    promise: { sentTwice: 0, recoverySeconds: 100 }, // 74 at the rate
    async run(localSystem) {
      const batches = Array.from({ length: 10 }, () => localSystem.accept({ to: newUsers(100), channels: ['email'] }));
      const outcome = await count(localSystem, { ids: (await Promise.all(batches)).flat(), recoveredFrom: Date.now() });

      return { ...outcome, wrong: [...outcome.wrong, ...offTheRate(await localSystem.outbox({ channel: 'email' }))] };
    },
  },
  {
    name: 'urgent-behind-300-in-bulk',
    alone: true,
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(localSystem) {
      const bulk = await enterBulk(localSystem, 300);
      await localSystem.send(
        'bulk-email',
        bulk.map((id) => ({ version: 1, notificationId: id, channel: 'email' })),
      );
      await sleep(3_000);
      const publishedAt = Date.now();
      const [urgent = ''] = await localSystem.accept({ to: newUsers(1), channels: ['email'] });
      const outcome = await count(localSystem, { ids: [urgent, ...bulk], recoveredFrom: publishedAt });

      const outbox: { notification_id: string; sent_at: string }[] = await localSystem.outbox({ channel: 'email' });
      const sentAt = Date.parse(outbox.find(({ notification_id: id }) => id === urgent)?.sent_at ?? '');
      const waitedMs = sentAt - publishedAt;
      const late = waitedMs < urgentWithinMs ? [] : [`the urgent e-mail went after ${waitedMs} ms, promised ${urgentWithinMs}`];
      return { ...outcome, wrong: [...outcome.wrong, ...offTheRate(outbox), ...late] };
    },
  },
  {
    name: 'random-kills-during-2000',
    alone: true,
    promise: { sentTwice: 40, recoverySeconds: 120 }, // at most the five messages in hand, at each of eight kills
    shortened: true,
    async run(localSystem) {
      await allow(localSystem, 100);
      const accepting = acceptInTurn(localSystem, 20);
      let killed = 0;
      for (const name of victims) {
        await sleep(killEveryMs * Math.random());
        killed += await localSystem.kill(name);
      }
      const outcome = await count(localSystem, { ids: await accepting, recoveredFrom: Date.now() });
      await allow(localSystem, perSecond);
      const wrong = killed === 0 ? ['nothing was at work when it was to be killed'] : [];
      return { ...outcome, wrong: [...outcome.wrong, ...wrong] };
    },
  },
];

/** Publishes to a hundred new users at a time, by two callers side by side, so that the first are sent while the last are accepted. */
async function acceptInTurn(localSystem: DrillSystem, publishes: number): Promise<string[]> {
  const ids: string[] = [];
  const left = Array.from({ length: publishes }, () => ({ to: newUsers(100), channels: ['email'] as const }));
  const caller = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) ids.push(...(await localSystem.accept(next)));
  };
  await Promise.all([caller(), caller()]);
  return ids;
}

/** Sets what SES allows; processes that are there would learn of it in minutes. */
async function allow(localSystem: DrillSystem, perSecond: number): Promise<void> {
  const { status } = await localSystem.local('PUT', '/ses', { per_second: perSecond });
  if (status !== 200) throw new Error(`the rate was not taken: ${status}`);
  for (const name of ['deliver-email', 'deliver-bulk-email']) await localSystem.kill(name).catch(() => 0);
}

/** Enters as many e-mails as a publish to a topic would, for the bulk queue; answers their ids. */
async function enterBulk({ system }: DrillSystem, count: number): Promise<string[]> {
  const table = openOwnTable(system.outputs.TableName ?? '', system.endpoints.tables);
  const ledger = dynamoLedger(table);
  const ids = Array.from({ length: count }, (_, n) => notificationId(`bulk-${process.pid}-${n}`, new Date()));
  const data = { title: 'Drill', body: 'Nothing has happened.' };
  const expiresAt = new Date(Date.now() + 86_400_000);
  for (const id of ids) {
    const notification = aNotification({ id, workflow: 'message', data, createdAt: new Date() });
    await ledger.enter({ notification, messages: [aMessage({ notificationId: id })], expiresAt });
  }
  await table.stop();
  return ids;
}

/** What was promised of the rate and did not hold, in words: never above it, and never more than a tenth below it. */
function offTheRate(outbox: readonly { sent_at: string }[]): string[] {
  const sentAtMs = outbox.map(({ sent_at: at }) => Date.parse(at)).sort((one, other) => one - other);
  const filledMs = Math.min(...sentAtMs) + fillMs;
  const { most } = sendsWithin(10, sentAtMs);
  const { fewest } = sendsWithin(
    10,
    sentAtMs.slice(0, -fewLast).filter((at) => at > filledMs),
  );
  return [
    ...(most > 10 * perSecond ? [`${most} e-mails within ten seconds, promised ${10 * perSecond} at most`] : []),
    ...(fewest < 9 * perSecond ? [`${fewest} e-mails within ten seconds, promised ${9 * perSecond} at least`] : []),
  ];
}
