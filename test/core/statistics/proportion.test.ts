import fc from 'fast-check';
import {
  differenceInterval,
  type Proportion,
  quantileFor,
  rateOf,
  wilsonInterval,
} from '../../../core/statistics/rules/proportion.ts';
import { runs } from '../../runs.ts';

const inFour = ({ low, high }: { low: number; high: number }) => [low.toFixed(4), high.toFixed(4)];

// Newcombe, Statistics in Medicine 17 (1998), 857 to 872: table I, method 3
test.each([
  [81, 263, '0.2553', '0.3662'],
  [15, 148, '0.0624', '0.1605'],
  [0, 20, '0.0000', '0.1611'],
  [1, 29, '0.0061', '0.1718'],
])('the rate of %d of %d lies between %s and %s, as published', (reached, of, low, high) => {
  expect(inFour(wilsonInterval({ reached, of }))).toEqual([low, high]);
});

// Newcombe, Statistics in Medicine 17 (1998), 873 to 890: table II, method 10
test.each([
  [56, 70, 48, 80, '0.0524', '0.3339'],
  [9, 10, 3, 10, '0.1705', '0.8090'],
  [6, 7, 2, 7, '0.0582', '0.8062'],
  [5, 56, 0, 29, '-0.0381', '0.1926'],
  [0, 10, 0, 20, '-0.1611', '0.2775'],
  [0, 10, 0, 10, '-0.2775', '0.2775'],
  [10, 10, 0, 20, '0.6791', '1.0000'],
  [10, 10, 0, 10, '0.6075', '1.0000'],
])('the difference of %d of %d and %d of %d lies between %s and %s, as published', (a, m, b, n, low, high) => {
  expect(inFour(differenceInterval({ reached: a, of: m }, { reached: b, of: n }))).toEqual([low, high]);
});

test('of nobody nothing is known', () => {
  const nobody = { reached: 0, of: 0 };

  expect(rateOf(nobody)).toBeUndefined();
  expect(wilsonInterval(nobody)).toEqual({ low: 0, high: 1 });
  expect(differenceInterval(nobody, { reached: 5, of: 10 })).toEqual({ low: -1, high: 1 });
});

const proportion: fc.Arbitrary<Proportion> = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([of, share]) => ({ of, reached: Math.round(of * share) }));
const intervals = fc.integer({ min: 1, max: 5 }).map(quantileFor);

test('an interval has the rate in it, lies in what is possible, and is that of the others turned round', () => {
  fc.assert(
    fc.property(proportion, intervals, ({ reached, of }, z) => {
      const { low, high } = wilsonInterval({ reached, of }, z);

      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(reached / of);
      expect(high).toBeGreaterThanOrEqual(reached / of);
      const others = wilsonInterval({ reached: of - reached, of }, z);
      expect(others.low).toBeCloseTo(1 - high, 10);
      expect(others.high).toBeCloseTo(1 - low, 10);
    }),
    { numRuns: runs(500) },
  );
});

test('more of the same, and fewer intervals beside it, make an interval narrower', () => {
  fc.assert(
    fc.property(proportion, fc.integer({ min: 2, max: 20 }), ({ reached, of }, times) => {
      const width = (one: Proportion, z?: number) => {
        const { low, high } = wilsonInterval(one, z);
        return high - low;
      };

      expect(width({ reached: reached * times, of: of * times })).toBeLessThan(width({ reached, of }));
      expect(width({ reached, of }, quantileFor(1))).toBeLessThan(width({ reached, of }, quantileFor(2)));
    }),
    { numRuns: runs(500) },
  );
});

test('a difference has its interval around it, and the other way round it is the same below zero', () => {
  fc.assert(
    fc.property(proportion, proportion, intervals, (one, other, z) => {
      const { low, high } = differenceInterval(one, other, z);
      const difference = one.reached / one.of - other.reached / other.of;

      expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
      expect(high).toBeLessThanOrEqual(1 + 1e-12);
      expect(low).toBeLessThanOrEqual(difference);
      expect(high).toBeGreaterThanOrEqual(difference);
      const turned = differenceInterval(other, one, z);
      expect(turned.low).toBeCloseTo(-high, 10);
      expect(turned.high).toBeCloseTo(-low, 10);
    }),
    { numRuns: runs(500) },
  );
});
