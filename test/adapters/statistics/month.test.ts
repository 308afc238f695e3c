import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as Read,
} from '@aws-sdk/client-dynamodb-streams';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoStatistics } from '../../../adapters/dynamodb/statistics/statistics.ts';
import { openTable, type Table } from '../../../adapters/dynamodb/table/table.ts';
import type { Counter } from '../../../contract/statistics/counters.ts';
import { StatisticsQuery } from '../../../contract/statistics/statistics.ts';
import { readStatistics } from '../../../core/statistics/read-statistics.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../../dynamodb-emulator.ts';
import { aMessage, aNotification, anInboxItem, notificationId } from '../../world.ts';

const farAway = new Date('2040-01-01T00:00:00.000Z');
const dayMs = 86_400_000;
const firstDay = new Date('2030-03-01T09:00:00.000Z');
const days = Array.from({ length: 30 }, (_, n) => new Date(firstDay.getTime() + n * dayMs));
const users = ['ada', 'grace'];
const workflows = ['greeting', 'invoice'];
const variants = ['plain', 'short', undefined];
const endings = ['delivered', 'bounced', 'complained', 'sent', 'failed', 'skipped'] as const;

let emulator: DynamodbEmulator;
let table: Table;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
  table = openTable(await emulator.makeTable(), { patience: unhurried });
});
afterAll(async () => {
  table.client.destroy();
  await emulator.stop();
});

/** Numbers that are drawn in the same order each time: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** What was done, counted by who did it: by day, workflow, channel and variant, and then by counter; and how long deliveries took. */
type Account = { rows: Record<string, Partial<Record<Counter | 'costMicroUsd', number>>>; seconds: number[] };

function book({ rows }: Account, row: string, ...counters: Counter[]): void {
  const counts = rows[row] ?? {};
  for (const counter of counters) counts[counter] = (counts[counter] ?? 0) + 1;
  if (row.includes(' email ') && counters.includes('sent')) counts.costMicroUsd = (counts.costMicroUsd ?? 0) + 100; // SES's list price
  rows[row] = counts;
}

/** The time below which that share of times lies, from all of them. */
function exactPercentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * times.length)) - 1] ?? 0;
}

async function liveAMonth(draw: (below: number) => number): Promise<Account> {
  const [ledger, feed] = [dynamoLedger(table), dynamoFeed(table)];
  const account: Account = { rows: {}, seconds: [] };
  const inboxes = new Map(users.map((user) => [user, [] as { id: string; row: string; isRead: boolean }[]]));

  for (const at of days) {
    for (const userId of users) {
      const id = notificationId(`${userId}-${at.toISOString()}`, at);
      const workflow = workflows[draw(2)] ?? '';
      const day = at.toISOString().slice(0, 10);
      const variant = workflow === 'greeting' ? variants[draw(variants.length)] : undefined;
      const ofChannel = (channel: string) => `${day} ${workflow} ${channel} ${variant ?? '-'}`;
      const test = draw(10) === 0;
      const step = (status: string, n: number) => ({ status, at: new Date(at.getTime() + n * 1000).toISOString() }) as never;
      await ledger.enter({
        notification: aNotification({
          id,
          userId,
          workflow,
          test,
          createdAt: at,
          ...(variant && { experiment: 'words', variant }),
        }),
        messages: [
          aMessage({ notificationId: id, events: [step('queued', 0)] }),
          aMessage({ notificationId: id, channel: 'inbox', status: 'delivered', events: [step('delivered', 0)] }),
        ],
        inboxItem: anInboxItem({ notificationId: id, userId, workflow, createdAt: at }),
        expiresAt: farAway,
      });
      const ending = endings[draw(endings.length)] ?? 'sent';
      const seconds = 1 + draw(600);
      await send(ledger, { id, at, ending, seconds });

      if (test) {
        book(account, ofChannel('email'), 'simulated');
        book(account, ofChannel('inbox'), 'simulated');
        inboxes.get(userId)?.push({ id, row: '', isRead: true });
        continue;
      }
      book(account, ofChannel('-'), 'accepted');
      book(account, ofChannel('inbox'), 'sent', 'delivered');
      if (ending === 'failed' || ending === 'skipped') book(account, ofChannel('email'), ending);
      else book(account, ofChannel('email'), 'sent', ...(ending === 'sent' ? [] : [ending]));
      if (ending === 'complained') book(account, ofChannel('email'), 'delivered');
      account.seconds.push(0, ...(ending === 'delivered' || ending === 'complained' ? [seconds] : [])); // the inbox has it at once
      inboxes.get(userId)?.push({ id, row: ofChannel('inbox'), isRead: false });
    }
    await look(draw);
  }
  return account;

  /** Somebody opens their inbox, and marks one item or all. */
  async function look(drawNow: (below: number) => number): Promise<void> {
    const userId = users[drawNow(users.length)] ?? '';
    const inbox = inboxes.get(userId) ?? [];
    const item = inbox[drawNow(inbox.length)];
    const read = (which: typeof inbox) => {
      for (const each of which.filter(({ isRead }) => !isRead)) {
        each.isRead = true;
        book(account, each.row, 'read');
      }
    };
    const mark = (['read', 'unread', 'archived', 'seen', 'all', 'unarchived'] as const)[drawNow(6)] ?? 'all';
    if (mark === 'all') {
      await feed.markThrough(userId, 'read', (await feed.state(userId, { fresh: true })).version);
      read(inbox);
    } else if (item !== undefined) {
      await feed.mark(userId, item.id, mark);
      if (mark === 'read' || mark === 'archived') read([item]);
    }
  }
}

type Sending = { id: string; at: Date; ending: (typeof endings)[number]; seconds: number };

async function send(ledger: ReturnType<typeof dynamoLedger>, { id, at, ending, seconds }: Sending): Promise<void> {
  const where = { notificationId: id, channel: 'email' as const };
  const found = await ledger.find({ ...where, leaseSeconds: 40, ambiguousWaitSeconds: 120, now: at });
  if (found.outcome !== 'free') throw new Error(`a message that is new was ${found.outcome}`);
  if (ending === 'skipped') {
    await ledger.take(found, { status: 'skipped', at, reason: 'preference_opted_out', leaseSeconds: 0 });
    return;
  }
  const fence = await ledger.take(found, { status: 'sending', at, leaseSeconds: 40 });
  if (fence === undefined) throw new Error('nobody else takes messages here');
  if (ending === 'failed') {
    await ledger.step({ ...where, fence, status: 'failed', at, reason: 'provider_rejected' });
    return;
  }
  await ledger.step({ ...where, fence, status: 'sent', at, providerId: 'p1' });
  const later = new Date(at.getTime() + seconds * 1000);
  if (ending === 'complained') await ledger.recordReceipt({ ...where, id: 'r0', at: later, status: 'delivered' });
  if (ending !== 'sent') await ledger.recordReceipt({ ...where, id: 'r1', at: later, status: ending });
}

async function readStream(): Promise<{ shardId: string; records: Read[] }> {
  const tables = new DynamoDBClient();
  const streams = new DynamoDBStreamsClient({ endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '' });
  const { Table: described } = await tables.send(new DescribeTableCommand({ TableName: table.name }));
  const StreamArn = described?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
  const from = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  let { ShardIterator } = await streams.send(from);
  const records: Read[] = [];
  for (let read = -1; read !== 0; ) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
    read = page.Records?.length ?? 0;
    records.push(...(page.Records ?? []));
    ShardIterator = page.NextShardIterator;
  }
  tables.destroy();
  streams.destroy();
  return { shardId: ShardId, records };
}

function asLambdaHasIt({ dynamodb, ...record }: Read): object {
  return {
    ...record,
    dynamodb: { ...dynamodb, ApproximateCreationDateTime: Number(dynamodb?.ApproximateCreationDateTime) / 1000 },
  };
}

test('the statistics of a month are what was done in it, although half of its changes are handed over twice, in other cuts', async () => {
  const draw = drawn(20_300_301);
  const account = await liveAMonth(draw);
  const { shardId, records } = await readStream();
  Object.assign(process.env, { STAGE: 'local', TABLE_NAME: table.name });
  const { handler } = await import('../../../lambdas/statistics/count-statistics.ts');

  for (let done = 0; done < records.length; ) {
    const Records = records.slice(done, done + 1 + draw(200)).map(asLambdaHasIt) as DynamoDBStreamEvent['Records'];
    const answer = await handler({ Records, shardId, window: {} }, {} as Context);
    expect(answer).toEqual({ batchItemFailures: [], state: {} });
    done += Math.ceil(Records.length / (1 + draw(2))); // what is not acknowledged comes again
  }

  const statistics = dynamoStatistics(table);
  const counted: Account['rows'] = {};
  for (const at of days) {
    for (const { row, counts } of await statistics.rowsOf(at.toISOString().slice(0, 10))) {
      const named = Object.entries(counts).filter(([name]) => !/^t\d/.test(name));
      const place = `${row.day} ${row.workflow} ${row.channel} ${row.variant ?? '-'}`;
      if (named.length > 0) counted[place] = Object.fromEntries(named);
    }
  }
  expect(records.length).toBeGreaterThan(400);
  expect(counted).toEqual(account.rows);
  expect(Object.keys(counted).filter((place) => place.endsWith(' short')).length).toBeGreaterThan(10);
  await expectTheAnswerToSay(account);
});

/** What is answered over the month are the sums of that account, and times to delivery within a tenth of the exact ones: of all, and of e-mails. */
async function expectTheAnswerToSay({ rows, seconds }: Account): Promise<void> {
  const query = StatisticsQuery.parse({ from: '2030-03-01', to: '2030-03-30', by: 'variant' });
  const deps = { statistics: dynamoStatistics(table), now: () => firstDay, isOn: true, experiments: () => [] };
  const { data, total } = await readStatistics(query, deps);

  for (const variant of variants) {
    const own = Object.entries(rows).flatMap(([place, counts]) => (place.endsWith(` ${variant ?? '-'}`) ? [counts] : []));
    const sums = (name: Counter) => own.reduce((sum, counts) => sum + (counts[name] ?? 0), 0);
    const told = data.find((row) => row.variant === variant);
    expect(told).toMatchObject({
      sent: sums('sent'),
      delivered: sums('delivered'),
      read: sums('read'),
      bounced: sums('bounced'),
    });
  }
  const cost = Object.values(rows).reduce((sum, { costMicroUsd = 0 }) => sum + costMicroUsd, 0);
  expect(total.cost_usd).toBeCloseTo(cost / 1e6, 9);
  expect(total.delivery_seconds?.count).toBe(seconds.length);
  const { p95 = 0 } = total.delivery_seconds ?? {};
  expect(Math.abs(p95 / exactPercentile(seconds, 0.95) - 1)).toBeLessThan(0.101);

  const ofEmails = seconds.filter((each) => each > 0); // half of all is the inbox's, which has them at once
  const { total: emails } = await readStatistics({ ...query, channel: 'email' }, deps);
  expect(emails.delivery_seconds?.count).toBe(ofEmails.length);
  const { p50 = 0, p95: p95OfEmails = 0 } = emails.delivery_seconds ?? {};
  expect(Math.abs(p50 / exactPercentile(ofEmails, 0.5) - 1)).toBeLessThan(0.101);
  expect(Math.abs(p95OfEmails / exactPercentile(ofEmails, 0.95) - 1)).toBeLessThan(0.101);
}
