import fc from 'fast-check';
import {
  bucketOf,
  type Histogram,
  percentile,
  relativeError,
  secondsOf,
  timesIn,
} from '../../../core/statistics/rules/histogram.ts';
import { runs } from '../../runs.ts';

const aTime = fc.double({ min: 0.001, max: 30_000_000, noNaN: true });

function histogramOf(times: readonly number[]): Histogram {
  const buckets = Map.groupBy(times, bucketOf);
  return Object.fromEntries([...buckets].map(([bucket, inside]) => [bucket, inside.length]));
}

test('a bucket stands for a time that no time in it is further from than the promised error', () => {
  fc.assert(
    fc.property(aTime, (seconds) => {
      expect(Math.abs(secondsOf(bucketOf(seconds)) - seconds) / seconds).toBeLessThanOrEqual(relativeError + 1e-6);
    }),
    { numRuns: runs(500) },
  );
});

test('a percentile is the exact one, within the promised error', () => {
  fc.assert(
    fc.property(fc.array(aTime, { minLength: 1, maxLength: 200 }), fc.constantFrom(0.5, 0.95), (times, share) => {
      const exact = times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? 0;

      expect(Math.abs((percentile(histogramOf(times), share) ?? 0) - exact) / exact).toBeLessThanOrEqual(relativeError + 1e-6);
    }),
    { numRuns: runs(200) },
  );
});

test('a clock that is set back, and a message that takes years, still lie in a bucket', () => {
  expect([bucketOf(-5), bucketOf(0), bucketOf(1e12)]).toEqual([0, 0, bucketOf(366 * 86_400)]);
});

test('of no times there is no percentile', () => {
  expect(percentile({}, 0.5)).toBeUndefined();
  expect(timesIn({ 3: 2, 7: 1 })).toBe(3);
});
