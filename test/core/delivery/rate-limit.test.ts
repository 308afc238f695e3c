import fc from 'fast-check';
import { grantSlots, type PaceState, type SlotWish } from '../../../core/delivery/rules/rate-limit.ts';

const wish = (changes: Partial<SlotWish> = {}): SlotWish => ({
  lane: 'transactional',
  count: 1,
  units: 1,
  perSecond: 14,
  nowMs: 0,
  latestMs: 20_000,
  ...changes,
});

/** Grants a wish after another; answers the slots of all, and where it ends. */
function grantAll(wishes: readonly SlotWish[]): { slotsMs: number[]; state: PaceState | undefined } {
  let state: PaceState | undefined;
  const slotsMs: number[] = [];
  for (const each of wishes) {
    const { grant, next } = grantSlots(state, each);
    if (grant.outcome === 'granted') slotsMs.push(...grant.slotsMs);
    state = next ?? state;
  }
  return { slotsMs, state };
}

/** The most that lie in any stretch of so many seconds. */
function mostWithin(seconds: number, slotsMs: readonly number[]): number {
  const counts = slotsMs.map((from) => slotsMs.filter((at) => at >= from && at < from + seconds * 1_000).length);
  return Math.max(0, ...counts);
}

const someWish = fc.record({
  lane: fc.constantFrom('transactional' as const, 'bulk' as const),
  count: fc.integer({ min: 1, max: 10 }),
  waitMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 30_000 })),
});
const someRate = fc.constantFrom(1, 1.5, 3, 14, 50, 200);

/** Wishes one after the other, with pauses between them that may be none or long. */
function inTime(wishes: readonly { lane: SlotWish['lane']; count: number; waitMs: number }[], perSecond: number): SlotWish[] {
  let nowMs = 0;
  return wishes.map(({ waitMs, ...rest }) => {
    nowMs += waitMs;
    return wish({ ...rest, perSecond, nowMs, latestMs: nowMs + 20_000 });
  });
}

test('nobody gets more than the rate in any ten seconds, or in any one, whoever asks and after whatever silence', () => {
  fc.assert(
    fc.property(fc.array(someWish, { minLength: 1, maxLength: 60 }), someRate, (wishes, perSecond) => {
      const { slotsMs } = grantAll(inTime(wishes, perSecond));

      expect(mostWithin(10, slotsMs)).toBeLessThanOrEqual(10 * perSecond);
      expect(mostWithin(1, slotsMs)).toBeLessThanOrEqual(Math.ceil(perSecond));
    }),
  );
});

test('no slot is given twice, none lies in the past, and none later than it was wished', () => {
  fc.assert(
    fc.property(fc.array(someWish, { minLength: 1, maxLength: 60 }), someRate, (wishes, perSecond) => {
      let state: PaceState | undefined;
      let last = Number.NEGATIVE_INFINITY;
      for (const each of inTime(wishes, perSecond)) {
        const { grant, next } = grantSlots(state, each);
        state = next ?? state;
        if (grant.outcome === 'later') continue;
        for (const slotMs of grant.slotsMs) {
          expect(slotMs).toBeGreaterThan(last);
          expect(slotMs).toBeGreaterThanOrEqual(each.nowMs);
          expect(slotMs).toBeLessThanOrEqual(each.latestMs);
          last = slotMs;
        }
      }
    }),
  );
});

test('slots in a row follow each other as the rate allows, a little more slowly', () => {
  const { slotsMs } = grantAll([wish({ count: 10 }), wish({ count: 10 })]);

  expect(slotsMs).toHaveLength(20);
  expect((slotsMs[19] ?? 0) / 19).toBeCloseTo(1_000 / (0.97 * 14));
});

test('a worker that could not find out the rate takes the one that others knew, or else one a second', () => {
  const unknown = wish({ count: 2, perSecond: undefined });

  expect(grantAll([unknown]).slotsMs).toEqual([0, expect.closeTo(1_000 / 0.97)]);
  expect(grantAll([wish({ perSecond: 10 }), unknown]).slotsMs).toEqual([
    0,
    expect.closeTo(100 / 0.97),
    expect.closeTo(200 / 0.97),
  ]);
});

test('an SMS of three parts keeps the line for three', () => {
  const { slotsMs } = grantAll([wish({ units: 3, perSecond: 3 }), wish({ perSecond: 3 })]);

  expect(slotsMs).toEqual([0, expect.closeTo(1_000 / 0.97)]);
});

test('what would come too late is not taken, and the answer says when the line is free', () => {
  const { state } = grantAll([wish({ count: 10, perSecond: 1 })]);

  const { grant, next } = grantSlots(state, wish({ perSecond: 1, latestMs: 5_000 }));

  expect(grant).toEqual({ outcome: 'later', atMs: expect.closeTo(10_000 / 0.97) });
  expect(next).toBeUndefined();
});

test('bulk reaches a second ahead, and a quarter of that when something transactional was sent a moment ago', () => {
  const alone = grantAll([wish({ lane: 'bulk', count: 100 })]);
  const together = grantAll([wish(), wish({ lane: 'bulk', count: 100 })]);
  const longAfter = grantAll([wish(), wish({ lane: 'bulk', count: 100, nowMs: 6_000, latestMs: 26_000 })]);

  expect(alone.slotsMs.at(-1)).toBeLessThanOrEqual(1_000);
  expect(alone.slotsMs).toHaveLength(14);
  expect(together.slotsMs).toHaveLength(4);
  expect(together.slotsMs.at(-1)).toBeLessThanOrEqual(250);
  expect(longAfter.slotsMs).toHaveLength(15);
});

test('bulk is turned away while what is transactional keeps the line, and told to ask before the line is free', () => {
  const { state } = grantAll([wish({ count: 10 })]);

  const { grant } = grantSlots(state, wish({ lane: 'bulk' }));

  expect(grant).toEqual({ outcome: 'later', atMs: expect.closeTo(10_000 / 13.58 - 125) });
});
