import fc from 'fast-check';
import { grantPermits, type PermitRequest, type RateState } from '../../../core/delivery/rules/rate-limit.ts';

const aRequest = (changes: Partial<PermitRequest> = {}): PermitRequest => ({
  trafficClass: 'transactional',
  count: 1,
  units: 1,
  perSecond: 14,
  nowMs: 0,
  latestMs: 20_000,
  ...changes,
});

/** Grants one request after another; answers the permits of all, and where it ends. */
function grantAll(requests: readonly PermitRequest[]): { permitsMs: number[]; state: RateState | undefined } {
  let state: RateState | undefined;
  const permitsMs: number[] = [];
  for (const each of requests) {
    const { grant, next } = grantPermits(state, each);
    if (grant.outcome === 'granted') permitsMs.push(...grant.permitsMs);
    state = next ?? state;
  }
  return { permitsMs, state };
}

/** The most that lie in any stretch of so many seconds. */
function mostWithin(seconds: number, permitsMs: readonly number[]): number {
  const counts = permitsMs.map((from) => permitsMs.filter((at) => at >= from && at < from + seconds * 1_000).length);
  return Math.max(0, ...counts);
}

const someRequest = fc.record({
  trafficClass: fc.constantFrom('transactional' as const, 'bulk' as const),
  count: fc.integer({ min: 1, max: 10 }),
  waitMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 30_000 })),
});
const someRate = fc.constantFrom(1, 1.5, 3, 14, 50, 200);

/** Requests one after the other, with pauses between them that may be none or long. */
function inTime(
  requests: readonly { trafficClass: PermitRequest['trafficClass']; count: number; waitMs: number }[],
  perSecond: number,
): PermitRequest[] {
  let nowMs = 0;
  return requests.map(({ waitMs, ...rest }) => {
    nowMs += waitMs;
    return aRequest({ ...rest, perSecond, nowMs, latestMs: nowMs + 20_000 });
  });
}

test('nobody gets more than the rate in any ten seconds, or in any one, whoever asks and after whatever silence', () => {
  fc.assert(
    fc.property(fc.array(someRequest, { minLength: 1, maxLength: 60 }), someRate, (requests, perSecond) => {
      const { permitsMs } = grantAll(inTime(requests, perSecond));

      expect(mostWithin(10, permitsMs)).toBeLessThanOrEqual(10 * perSecond);
      expect(mostWithin(1, permitsMs)).toBeLessThanOrEqual(Math.ceil(perSecond));
    }),
  );
});

test('no permit is given twice, none lies in the past, and none later than it was asked for', () => {
  fc.assert(
    fc.property(fc.array(someRequest, { minLength: 1, maxLength: 60 }), someRate, (requests, perSecond) => {
      let state: RateState | undefined;
      let last = Number.NEGATIVE_INFINITY;
      for (const each of inTime(requests, perSecond)) {
        const { grant, next } = grantPermits(state, each);
        state = next ?? state;
        if (grant.outcome === 'later') continue;
        for (const permitMs of grant.permitsMs) {
          expect(permitMs).toBeGreaterThan(last);
          expect(permitMs).toBeGreaterThanOrEqual(each.nowMs);
          expect(permitMs).toBeLessThanOrEqual(each.latestMs);
          last = permitMs;
        }
      }
    }),
  );
});

test('permits in a row follow each other as the rate allows, a little more slowly', () => {
  const { permitsMs } = grantAll([aRequest({ count: 10 }), aRequest({ count: 10 })]);

  expect(permitsMs).toHaveLength(20);
  expect((permitsMs[19] ?? 0) / 19).toBeCloseTo(1_000 / (0.97 * 14));
});

test('a worker that could not find out the rate takes the one that others knew, or else one a second', () => {
  const unknown = aRequest({ count: 2, perSecond: undefined });

  expect(grantAll([unknown]).permitsMs).toEqual([0, expect.closeTo(1_000 / 0.97)]);
  expect(grantAll([aRequest({ perSecond: 10 }), unknown]).permitsMs).toEqual([
    0,
    expect.closeTo(100 / 0.97),
    expect.closeTo(200 / 0.97),
  ]);
});

test('an SMS of three segments takes the time of three', () => {
  const { permitsMs } = grantAll([aRequest({ units: 3, perSecond: 3 }), aRequest({ perSecond: 3 })]);

  expect(permitsMs).toEqual([0, expect.closeTo(1_000 / 0.97)]);
});

test('what would come too late is not taken, and the answer says when the line is free', () => {
  const { state } = grantAll([aRequest({ count: 10, perSecond: 1 })]);

  const { grant, next } = grantPermits(state, aRequest({ perSecond: 1, latestMs: 5_000 }));

  expect(grant).toEqual({ outcome: 'later', atMs: expect.closeTo(10_000 / 0.97) });
  expect(next).toBeUndefined();
});

test('bulk reaches a second ahead, and a quarter of that when something transactional was sent a moment ago', () => {
  const alone = grantAll([aRequest({ trafficClass: 'bulk', count: 100 })]);
  const together = grantAll([aRequest(), aRequest({ trafficClass: 'bulk', count: 100 })]);
  const longAfter = grantAll([aRequest(), aRequest({ trafficClass: 'bulk', count: 100, nowMs: 6_000, latestMs: 26_000 })]);

  expect(alone.permitsMs.at(-1)).toBeLessThanOrEqual(1_000);
  expect(alone.permitsMs).toHaveLength(14);
  expect(together.permitsMs).toHaveLength(4);
  expect(together.permitsMs.at(-1)).toBeLessThanOrEqual(250);
  expect(longAfter.permitsMs).toHaveLength(15);
});

test('bulk is turned away while what is transactional keeps the line, and told to ask before the line is free', () => {
  const { state } = grantAll([aRequest({ count: 10 })]);

  const { grant } = grantPermits(state, aRequest({ trafficClass: 'bulk' }));

  expect(grant).toEqual({ outcome: 'later', atMs: expect.closeTo(10_000 / 13.58 - 125) });
});
