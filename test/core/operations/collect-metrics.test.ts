import { channelNames } from '../../../contract/channels/channels.ts';
import { type CollectMetricsDeps, collectMetrics } from '../../../core/operations/collect-metrics.ts';
import type { QueueDepths } from '../../../core/operations/ports/metrics.ts';
import type { QueueDepth } from '../../../core/operations/rules/backlog.ts';
import { aMessage, aNotification, type World, world } from '../../world.ts';

const depths = (...list: QueueDepth[]): QueueDepths => ({ read: async () => list });
const none: QueueDepth = { waiting: 0, inFlight: 0 };

/** What is measured in a world where nothing is amiss but what is changed. */
async function metricsOf(changes: Partial<CollectMetricsDeps> = {}, here: World = world()) {
  const measured: Record<string, number> = {};
  const deps: CollectMetricsDeps = {
    ...here,
    workQueues: depths(none, none),
    deadLetters: depths(none, none),
    missedJobs: depths(none),
    channels: channelNames(),
    quota: { read: async () => ({ perDay: 200, usedInLastDay: 20 }) },
    measure: (name, value) => {
      measured[name] = value;
    },
    ...changes,
  };
  const count = await collectMetrics(deps).catch((error: Error) => error.message);
  return { measured, count };
}

test('where nothing is amiss only that somebody looked is reported: metrics cost by the hour', async () => {
  expect(await metricsOf()).toEqual({ measured: { JobsMissed: 0 }, count: 0 });
});

test.each<[string, Partial<CollectMetricsDeps>, Record<string, number>]>([
  ['a queue of which nobody takes', { workQueues: depths(none, { waiting: 3, inFlight: 0 }) }, { Backlog: 101 }],
  [
    'dead-letter messages of any queue',
    { deadLetters: depths({ waiting: 2, inFlight: 0 }, { waiting: 1, inFlight: 1 }) },
    { DeadLetters: 4 },
  ],
  ['a job that failed', { missedJobs: depths({ waiting: 1, inFlight: 0 }) }, { JobsMissed: 1 }],
  ['most of the quota used', { quota: { read: async () => ({ perDay: 200, usedInLastDay: 170 }) } }, { EmailQuotaUsed: 85 }],
])('%s is reported', async (_, changes, reported) => {
  expect((await metricsOf(changes)).measured).toEqual({ JobsMissed: 0, ...reported });
});

test('a job that is overdue is reported, though none has failed', async () => {
  const here = world();
  const run = { name: 'send-digests', holder: 'one' } as const;
  await here.jobs.start({ ...run, leaseSeconds: 60, now: here.now() });
  await here.jobs.end(run, { outcome: 'done', at: here.now(), count: 0, through: here.now() });

  here.pass(2 * 3600);

  const { measured } = await metricsOf({}, here);
  expect(measured.JobsMissed).toBeGreaterThanOrEqual(1);
});

test('a provider that cannot be asked for a quota has none to use up, and is not asked', async () => {
  expect((await metricsOf({ quota: undefined })).measured).toEqual({ JobsMissed: 0 });
});

test('an account without a quota has none to use up', async () => {
  expect((await metricsOf({ quota: { read: async () => ({ usedInLastDay: 1e6 }) } })).measured).toEqual({ JobsMissed: 0 });
});

test.each([
  ['e-mail', 'email'],
  ['e-mail to some', 'unverified-recipients'],
] as const)('%s that waits is reported as more than all of the quota, until nothing has tried for a while', async (_, mark) => {
  const here = world();
  await here.pauses.pause(mark, { until: new Date(here.now().getTime() + 60_000), why: 'SES has paused the account' });

  expect((await metricsOf({}, here)).measured).toEqual({ JobsMissed: 0, EmailQuotaUsed: 101 });
  here.pass(60 + 15 * 60);
  expect((await metricsOf({}, here)).measured).toEqual({ JobsMissed: 0 });
});

test('a sender at risk is reported, and bulk e-mail that is paused for as long as it is', async () => {
  const here = world();
  for (let n = 0; n < 8; n += 1) await here.tallies.count('bounced', here.now());
  expect((await metricsOf({}, here)).measured).toEqual({ JobsMissed: 0, SenderRisk: 80 });

  await here.pauses.pause('bulk-email', { why: 'too much of it bounces' });
  here.pass(30 * 24 * 3600);
  expect((await metricsOf({}, here)).measured).toEqual({ JobsMissed: 0, SenderRisk: 101 });
});

test('what is stuck is counted by kind, and as what did not get done, which an alarm watches', async () => {
  const here = world();
  const dueAt = new Date(here.now().getTime() + 3600_000);
  const messages = [aMessage({ status: 'scheduled', dueAt })];
  await here.ledger.enter({ notification: aNotification(), messages, dueAts: [dueAt], expiresAt: new Date('2031-01-01') });
  here.pass(110 * 60); // the first look is at one quarter of an hour, half an hour ago
  const kinds: unknown[] = [];

  await metricsOf({ measure: (name, value, kind) => void kinds.push([name, value, kind]) }, here);

  expect(kinds).toEqual([
    ['JobsMissed', 0, undefined],
    ['StuckWork', 1, 'held'],
    ['JobsMissed', 1, undefined],
  ]);
});

test('a look that fails hides no other, and fails the job in the end', async () => {
  const here = world();
  await here.pauses.pause('email', { until: here.now(), why: 'SES is away' });
  const away = { read: () => Promise.reject(new Error('SES is away')) };

  const { measured, count } = await metricsOf({ quota: away, deadLetters: depths({ waiting: 1, inFlight: 0 }) }, here);

  expect(measured).toEqual({ JobsMissed: 0, DeadLetters: 1, EmailQuotaUsed: 101 });
  expect(count).toBe('SES is away');
});
