import fc from 'fast-check';
import {
  bucketMs,
  bucketsUpTo,
  digestBucketOf,
  digestShardOf,
  shardsOfBucket,
} from '../../../core/digests/rules/digest-bucket.ts';

const noon = new Date('2030-03-15T12:00:00Z');
const names = (buckets: readonly Date[]) => buckets.map((bucket) => bucket.toISOString().slice(11, 16));

test('a digest is looked for in the quarter of an hour at which it is due, or the next', () => {
  expect(digestBucketOf(noon)).toEqual(noon);
  expect(digestBucketOf(new Date('2030-03-15T12:00:01Z'))).toEqual(new Date('2030-03-15T12:15:00Z'));
});

test('a run looks at what is due now, and once more at the two buckets before', () => {
  expect(names(bucketsUpTo(noon, new Date('2030-03-15T11:45:00Z')))).toEqual(['11:30', '11:45', '12:00']);
  expect(names(bucketsUpTo(new Date('2030-03-15T12:07:30Z'), noon))).toEqual(['11:45', '12:00']);
});

test('a run after hours without one looks at all of them', () => {
  expect(names(bucketsUpTo(noon, new Date('2030-03-15T11:00:00Z')))).toEqual([
    '10:45',
    '11:00',
    '11:15',
    '11:30',
    '11:45',
    '12:00',
  ]);
});

test('the first run, and one after a long time, looks back for a day', () => {
  expect(bucketsUpTo(noon, undefined)).toHaveLength(97);
  expect(bucketsUpTo(noon, new Date('2029-01-01T00:00:00Z'))).toHaveLength(97);
});

test('whenever runs happen within a day of each other, every bucket is looked at by one that is not before it', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 86_400_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(gaps, (between) => {
      const seen = new Set<number>();
      let now = noon;
      let finished: Date | undefined;
      for (const gap of between) {
        now = new Date(now.getTime() + gap);
        const buckets = bucketsUpTo(now, finished);
        for (const bucket of buckets) seen.add(bucket.getTime());
        expect(buckets.at(-1)?.getTime()).toBeLessThanOrEqual(now.getTime());
        finished = buckets.at(-1);
      }
      const missed: number[] = [];
      for (let bucket = noon.getTime(); bucket <= now.getTime(); bucket += bucketMs) if (!seen.has(bucket)) missed.push(bucket);
      expect(missed).toEqual([]);
    }),
  );
});

test('users are spread over all shards', () => {
  const users = Array.from({ length: 8_000 }, (_, index) => `user-${index}`);

  const counts = Array.from(
    { length: shardsOfBucket },
    (_, shard) => users.filter((user) => digestShardOf(user) === shard).length,
  );

  expect(Math.min(...counts)).toBeGreaterThan(800);
});
