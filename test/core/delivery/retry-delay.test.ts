import fc from 'fast-check';
import { longestRetrySeconds, retryDelaySeconds } from '../../../core/delivery/rules/retry-delay.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a wait is a whole number of seconds that SQS takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), chance, (attempt, random) => {
      const seconds = retryDelaySeconds(attempt, random);

      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(longestRetrySeconds);
    }),
  );
});

test('the window doubles with each attempt until it is fifteen minutes', () => {
  const longest = [1, 2, 3, 9, 10, 40].map((attempt) => retryDelaySeconds(attempt, 0.999999));

  expect(longest).toEqual([2, 4, 8, 512, 900, 900]);
});

test('the jitter is full: the same attempt may come back at once or at the end of its window', () => {
  expect(retryDelaySeconds(8, 0)).toBe(1);
  expect(retryDelaySeconds(8, 0.5)).toBe(128);
});
