import fc from 'fast-check';
import {
  bucketOf,
  delaySeconds,
  isForSweep,
  longestDelaySeconds,
  nextBucket,
  sweepEnd,
} from '../../../core/scheduling/rules/due-time.ts';

const instants = fc.date({ min: new Date('2029-01-01'), max: new Date('2031-01-01'), noInvalidDate: true });
const minute = 60_000;

test('a delay ends at its second, never before, and SQS takes it', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -minute, max: longestDelaySeconds * 1000 }), (now, ahead) => {
      const dueAt = new Date(now.getTime() + ahead);
      const arrivesAt = now.getTime() + delaySeconds(dueAt, now) * 1000;

      expect(delaySeconds(dueAt, now)).toBeLessThanOrEqual(900);
      expect(arrivesAt).toBeGreaterThanOrEqual(dueAt.getTime());
      expect(arrivesAt - Math.max(dueAt.getTime(), now.getTime())).toBeLessThan(1000);
    }),
  );
});

test('what is left to a sweep is in no bucket that one has passed, even when it is written two minutes later', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 48 * 60 * minute }), (now, ahead) => {
      const dueAt = new Date(now.getTime() + ahead);
      const writtenBy = new Date(now.getTime() + 2 * minute);

      if (isForSweep(dueAt, now)) expect(bucketOf(dueAt) >= sweepEnd(writtenBy)).toBe(true);
    }),
  );
});

test('a sweep takes what falls due before the next, even when that is three minutes late, and can delay all of it', () => {
  fc.assert(
    fc.property(instants, (at) => {
      const next = at.getTime() + 5 * minute + 3 * minute;

      expect(sweepEnd(at).getTime()).toBeGreaterThanOrEqual(next);
      expect(sweepEnd(at).getTime() - at.getTime()).toBeLessThanOrEqual(longestDelaySeconds * 1000);
    }),
  );
});

test('every instant is in one bucket, and buckets follow one another', () => {
  fc.assert(
    fc.property(instants, (at) => {
      expect(bucketOf(at) <= at && at < nextBucket(bucketOf(at))).toBe(true);
      expect(bucketOf(nextBucket(at))).toEqual(nextBucket(bucketOf(at)));
    }),
  );
});
