import fc from 'fast-check';
import { gathered } from '../../../adapters/dynamodb/table/gather.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { memoryRateLimiter } from '../../../adapters/memory/delivery/rate-limiter.ts';
import { reservedPermits } from '../../../adapters/providers/reserved-permits.ts';
import type { RateLimiter, RecordBatch, SendChannel } from '../../../core/delivery/ports/rate-limiter.ts';
import type { RateState, TrafficClass } from '../../../core/delivery/rules/rate-limit.ts';
import { runs } from '../../runs.ts';
import { sendsWithin } from '../../sends-within.ts';
import { type VirtualTime, virtualTime } from '../../virtual-time.ts';

const batchSize = 10;
const recordsAtOnce = 5;
const onAws = { workerSeconds: 30, marginSeconds: 7.5, bulkPauseSeconds: 60 };
const onLocal = { workerSeconds: 3, marginSeconds: 1.5, bulkPauseSeconds: 6 };

/** How a run goes: who works on how much, at which rate, and what of the world is uneven. All durations in milliseconds. */
type Run = {
  perSecond: number;
  workers: readonly { trafficClass: TrafficClass; clockAheadMs: number }[];
  /** Messages that wait in each traffic class's queue from the beginning. */
  backlog: Partial<Record<TrafficClass, number>>;
  /** What is added to the transactional queue every so often. */
  arrivals?: { count: number; everyMs: number };
  seconds: number;
  seed: number;
  stage?: typeof onAws;
};

type Sent = { trafficClass: TrafficClass; atMs: number; waitedMs: number };

/**
 * What several workers send in virtual time, each taking batches as a function does, and giving back what has to wait. `reservations`
 * counts requests.
 */
async function simulate({ perSecond, workers, backlog, arrivals, seconds, seed, stage = onAws }: Run) {
  const { workerSeconds, marginSeconds, bulkPauseSeconds } = stage;
  const time = virtualTime(1_000_000);
  const sent: Sent[] = [];
  const left = { transactional: 0, bulk: 0, ...backlog };
  const states = new Map<SendChannel, RateState>();
  const draw = dice(seed);
  const endMs = time.nowMs() + seconds * 1_000;
  let reservations = 0;

  async function work({ trafficClass, clockAheadMs }: Run['workers'][number]): Promise<void> {
    const nowMs = () => time.nowMs() + clockAheadMs;
    const under = memoryRateLimiter(() => new Date(nowMs()), states);
    const rateLimiter: RateLimiter = {
      async reserve(channel, request) {
        reservations += 1;
        await time.sleep(draw(4, 15));
        return under.reserve(channel, request);
      },
    };
    const options = {
      line: 'email',
      trafficClass,
      rateLimiter,
      rate: async () => perSecond,
      bulkPauseSeconds,
      marginSeconds,
      longestRun: 10,
    } as const;
    const permitsOf = reservedPermits({ ...options, nowMs, sleep: time.sleep });
    while (time.nowMs() < endMs) {
      await time.sleep(draw(5, 60));
      await workOff(trafficClass, permitsOf);
    }
  }

  async function workOff(trafficClass: TrafficClass, permitsOf: ReturnType<typeof reservedPermits>): Promise<void> {
    const size = Math.min(batchSize, left[trafficClass]);
    left[trafficClass] -= size;
    const { batch, done } = aBatch(size, time, workerSeconds);
    let waiting = size;
    let pauseSeconds = 0;
    const one = async () => {
      while (waiting > 0 && pauseSeconds === 0) {
        waiting -= 1;
        await time.sleep(draw(20, 80)); // claim, read, render
        const askedAtMs = time.nowMs();
        const permit = await permitsOf(batch)(1);
        if (permit.outcome === 'granted') {
          await permit.wait();
          sent.push({ trafficClass, atMs: time.nowMs() + draw(5, 40), waitedMs: time.nowMs() - askedAtMs });
        } else {
          pauseSeconds = permit.afterSeconds;
          giveBack(trafficClass, 1, pauseSeconds);
        }
        await time.sleep(draw(30, 120)); // send, confirm
        done();
      }
    };
    await Promise.all(Array.from({ length: recordsAtOnce }, one));
    giveBack(trafficClass, waiting, pauseSeconds);
  }

  function giveBack(trafficClass: TrafficClass, count: number, afterSeconds: number): void {
    void time.sleep(afterSeconds * 1_000).then(() => {
      left[trafficClass] += count;
    });
  }

  async function arrive({ count, everyMs }: NonNullable<Run['arrivals']>): Promise<void> {
    for (; time.nowMs() < endMs; await time.sleep(everyMs)) left.transactional += count;
  }

  await time.during(Promise.all([...workers.map(work), ...(arrivals ? [arrive(arrivals)] : [])]));
  return { sent: sent.filter(({ atMs }) => atMs <= endMs), reservations };
}

function aBatch(size: number, time: VirtualTime, workerSeconds: number): { batch: RecordBatch; done: () => void } {
  const endMs = time.nowMs() + workerSeconds * 1_000;
  let left = size;
  const done = () => {
    left -= 1;
  };
  return { batch: { size, left: () => left, remainingMs: () => endMs - time.nowMs() }, done };
}

/** Whole numbers from one to another, always the same for a seed (a linear congruential generator). */
function dice(seed: number): (from: number, to: number) => number {
  let state = seed;
  return (from, to) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return from + Math.floor((state / 2 ** 32) * (to - from + 1));
  };
}

const instants = (sent: readonly Sent[]) => sent.map(({ atMs }) => atMs);
const worker = (trafficClass: TrafficClass) =>
  fc.record({ trafficClass: fc.constant(trafficClass), clockAheadMs: fc.integer({ min: -40, max: 40 }) });
const two = (trafficClass: TrafficClass) => fc.array(worker(trafficClass), { minLength: 2, maxLength: 2 });
const seed = fc.integer({ min: 1, max: 2 ** 31 });

const few = { numRuns: 8 };
const endless = 1_000_000;

test.each([1, 3, 14, 20])(
  '%i a second are held within ten percent over any ten seconds while a queue has work',
  async (perSecond) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('transactional' as const, 'bulk' as const).chain(two), seed, async (workers, seed) => {
        const { sent } = await simulate({
          perSecond,
          workers,
          backlog: { transactional: endless, bulk: endless },
          seconds: 60,
          seed,
        });

        const { most, fewest } = sendsWithin(10, instants(sent));
        expect(most).toBeLessThanOrEqual(10 * perSecond);
        expect(fewest).toBeGreaterThanOrEqual(9 * perSecond);
      }),
      few,
    );
  },
);

test('both queues together hold the rate, and bulk gets next to nothing while the other has more work than can be sent', async () => {
  await fc.assert(
    fc.asyncProperty(two('transactional'), two('bulk'), seed, async (first, second, seed) => {
      const backlog = { transactional: endless, bulk: endless };
      const { sent } = await simulate({ perSecond: 14, workers: [...first, ...second], backlog, seconds: 60, seed });

      const { most, fewest } = sendsWithin(10, instants(sent));
      expect(most).toBeLessThanOrEqual(140);
      expect(fewest).toBeGreaterThanOrEqual(126);
      expect(sent.filter(({ trafficClass }) => trafficClass === 'bulk').length / sent.length).toBeLessThan(0.1);
    }),
    few,
  );
});

test('bulk leaves no lull up to its last few e-mails, though its workers have less time than their batches take', async () => {
  await fc.assert(
    fc.asyncProperty(two('bulk'), seed, async (workers, seed) => {
      const { sent } = await simulate({ perSecond: 14, workers, backlog: { bulk: 300 }, seconds: 60, seed, stage: onLocal });

      expect(sent.length).toBe(300);
      expect(sendsWithin(10, instants(sent)).most).toBeLessThanOrEqual(140);
      const allButTheLast = instants(sent).slice(0, -recordsAtOnce);
      expect(sendsWithin(10, allButTheLast).fewest).toBeGreaterThanOrEqual(126);
    }),
    { numRuns: runs(100) },
  );
});

test('something urgent waits at most a second behind a publish to ten thousand, which takes all that is left of the rate', async () => {
  await fc.assert(
    fc.asyncProperty(two('transactional'), two('bulk'), seed, async (first, second, seed) => {
      const { sent } = await simulate({
        perSecond: 14,
        workers: [...first, ...second],
        backlog: { bulk: 10_000 },
        arrivals: { count: 3, everyMs: 2_500 },
        seconds: 60,
        seed,
      });

      const urgent = sent.filter(({ trafficClass }) => trafficClass === 'transactional');
      expect(urgent.length).toBeGreaterThan(60);
      expect(Math.max(...urgent.map(({ waitedMs }) => waitedMs))).toBeLessThan(1_500); // a second, and the permits of its own batch
      const { most, fewest } = sendsWithin(10, instants(sent));
      expect(most).toBeLessThanOrEqual(140);
      expect(fewest).toBeGreaterThanOrEqual(126);
    }),
    few,
  );
});

test('bursts after silence stay within the rate: what was not sent is not made up for', async () => {
  await fc.assert(
    fc.asyncProperty(two('transactional'), fc.integer({ min: 5_000, max: 20_000 }), seed, async (workers, everyMs, seed) => {
      const { sent } = await simulate({
        perSecond: 14,
        workers,
        backlog: {},
        arrivals: { count: 100, everyMs },
        seconds: 60,
        seed,
      });

      expect(sent.length).toBeGreaterThan(200);
      expect(sendsWithin(10, instants(sent)).most).toBeLessThanOrEqual(140);
    }),
    few,
  );
});

test('most permits of a full batch take no request', async () => {
  const workers = [
    { trafficClass: 'transactional', clockAheadMs: 0 } as const,
    { trafficClass: 'transactional', clockAheadMs: 0 } as const,
  ];

  const { sent, reservations } = await simulate({
    perSecond: 14,
    workers,
    backlog: { transactional: 10_000 },
    seconds: 60,
    seed: 1,
  });

  expect(reservations / sent.length).toBeLessThan(0.15);
});

/** A worker's permits at an account of one e-mail a second, in virtual time that begins at nought. */
function aWorker({ trafficClass = 'transactional' as TrafficClass, remainingSeconds = 30 } = {}) {
  const time = virtualTime();
  const under = memoryRateLimiter(() => new Date(time.nowMs()));
  const granted: number[] = [];
  const rateLimiter: RateLimiter = {
    async reserve(channel, request) {
      const grant = await under.reserve(channel, request);
      if (grant.outcome === 'granted') granted.push(grant.permitsMs.length);
      return grant;
    },
  };
  const stalls: number[] = [];
  const sleep = (ms: number) => time.sleep(ms + (stalls.shift() ?? 0));
  const options = {
    line: 'email',
    trafficClass,
    rateLimiter,
    rate: async () => 1 / 0.97,
    marginSeconds: 10,
    bulkPauseSeconds: 60,
    longestRun: 10,
  } as const;
  const permitsOf = reservedPermits({ ...options, nowMs: time.nowMs, sleep });
  const remainingMs = () => remainingSeconds * 1_000 - time.nowMs();
  const acquirePermit = (size: number, left = size) => permitsOf({ size, left: () => left, remainingMs });
  return { time, under, granted, stalls, acquirePermit, seconds: () => time.nowMs() / 1_000 };
}

const transactional = {
  trafficClass: 'transactional',
  units: 1,
  perSecond: 1 / 0.97,
  latestMs: Number.POSITIVE_INFINITY,
} as const;

test('what cannot be sent before its worker ends goes back at once, and told when there is room', async () => {
  const { time, acquirePermit, seconds } = aWorker({ remainingSeconds: 14.5 });
  const take = acquirePermit(7);
  const refusals: unknown[] = [];

  const permits = Array.from({ length: 7 }, async () => {
    const turn = await take(1);
    if (turn.outcome === 'too-far') refusals.push({ ...turn, seconds: seconds() });
  });
  await time.during(Promise.all(permits));

  expect(refusals).toEqual([
    { outcome: 'too-far', afterSeconds: 5, seconds: 0 },
    { outcome: 'too-far', afterSeconds: 5, seconds: 0 },
  ]);
  expect(seconds()).toBeCloseTo(4);
});

test('permits of a quarter of a second are answered in one moment, so that their messages are taken together', async () => {
  const time = virtualTime(1_000_000);
  const rateLimiter = memoryRateLimiter(() => new Date(time.nowMs()));
  const options = { line: 'email', trafficClass: 'transactional', rateLimiter, marginSeconds: 1, bulkPauseSeconds: 60 } as const;
  const permitsOf = reservedPermits({ ...options, rate: async () => 14, longestRun: 10, nowMs: time.nowMs, sleep: time.sleep });
  const acquirePermit = permitsOf({ size: 10, left: () => 10, remainingMs: () => 30_000 });
  const together: number[] = [];
  const take = gathered<number, number>({
    most: 25,
    async run(_table, asked) {
      together.push(asked.length);
      return [...asked];
    },
  });
  const table = { name: 't' } as Table;

  await time.during(Promise.all(Array.from({ length: 10 }, (_, n) => acquirePermit(1).then(() => take(table, n)))));

  expect(together).toEqual([4, 3, 3]);
});

test('bulk that is held back waits with its worker, and not for longer', async () => {
  const { time, under, acquirePermit, seconds } = aWorker({ trafficClass: 'bulk', remainingSeconds: 20 });
  await under.reserve('email', { ...transactional, count: 5 });

  expect(await time.during(acquirePermit(1)(1))).toMatchObject({ outcome: 'granted' });
  expect(seconds()).toBeCloseTo(5);

  await under.reserve('email', { ...transactional, count: 20 });
  expect(await time.during(acquirePermit(1)(1))).toEqual({ outcome: 'too-far', afterSeconds: 60 });
});

test('a permit that a stall has missed is left unused, so that two sends do not meet', async () => {
  const { time, stalls, acquirePermit, seconds } = aWorker();
  const take = acquirePermit(3);
  await take(1);
  stalls.push(500);

  await time.during(take(1));

  expect(seconds()).toBeCloseTo(2);
});

test('permits of messages that were not sent after all are there for the next batch', async () => {
  const { time, granted, acquirePermit, seconds } = aWorker();
  await time.during(acquirePermit(3)(1));

  await time.during(acquirePermit(2)(1));

  expect(seconds()).toBeCloseTo(1);
  expect(granted).toEqual([3]);
});

test('no more is reserved than the batch has still to send', async () => {
  const { time, granted, acquirePermit } = aWorker();
  const lastTwo = acquirePermit(10, 2);

  await time.during(Promise.all([lastTwo(1), lastTwo(1)]));

  expect(granted).toEqual([2]);
});

test('an SMS of several segments has the rate to itself for as long as they take', async () => {
  const { time, acquirePermit, seconds } = aWorker();
  const take = acquirePermit(2);

  await time.during(take(3));
  await time.during(take(2));

  expect(seconds()).toBeCloseTo(3);
});

test('one that fails to get a permit fails alone', async () => {
  const under = memoryRateLimiter(() => new Date());
  const answers = [Promise.reject(new Error('the table is away'))];
  const reserve: RateLimiter['reserve'] = (channel, request) => answers.shift() ?? under.reserve(channel, request);
  const options = {
    line: 'email',
    trafficClass: 'transactional',
    rate: async () => 14,
    marginSeconds: 1,
    bulkPauseSeconds: 60,
    longestRun: 10,
  } as const;
  const acquirePermit = reservedPermits({ ...options, rateLimiter: { reserve } })({
    size: 2,
    left: () => 2,
    remainingMs: () => 10_000,
  });

  const [first, second] = await Promise.allSettled([acquirePermit(1), acquirePermit(1)]);

  expect(first).toMatchObject({ status: 'rejected' });
  expect(second).toMatchObject({ status: 'fulfilled', value: { outcome: 'granted' } });
});
