import fc from 'fast-check';
import { pollDelayMs } from '../../client/poll-delay.ts';

const minute = 60_000;
const calm = { idleMs: 0, failures: 0, random: 0 };

test.each([
  [{}, 30],
  [{ serverSeconds: 45 }, 45],
  [{ idleMs: 2 * minute }, 60],
  [{ idleMs: 10 * minute }, 120],
  [{ idleMs: 30 * minute }, 300],
  [{ idleMs: 2 * minute, serverSeconds: 90 }, 90],
  [{ isLive: true }, 600],
  [{ isLive: true, idleMs: 30 * minute }, 600],
  [{ isLive: true, serverSeconds: 900 }, 900],
  [{ failures: 1 }, 60],
  [{ failures: 3 }, 240],
  [{ failures: 50 }, 300],
  [{ failures: 1, retryAfterSeconds: 400 }, 400],
])('with %j it waits %d seconds', (change, seconds) => {
  expect(pollDelayMs({ ...calm, ...change })).toBe(seconds * 1000);
});

test('it never asks sooner than the server says, and chance adds a tenth at most', () => {
  const pace = fc.record({
    serverSeconds: fc.integer({ min: 1, max: 600 }),
    idleMs: fc.nat({ max: 10 ** 8 }),
    failures: fc.nat({ max: 100 }),
    retryAfterSeconds: fc.option(fc.nat({ max: 600 }), { nil: undefined }),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });

  fc.assert(
    fc.property(pace, (given) => {
      const least = pollDelayMs({ ...given, random: 0 });

      expect(least).toBeGreaterThanOrEqual(1000 * Math.max(given.serverSeconds, given.retryAfterSeconds ?? 0));
      expect(pollDelayMs(given)).toBeGreaterThanOrEqual(least);
      expect(pollDelayMs(given)).toBeLessThanOrEqual(Math.ceil(least * 1.1));
    }),
  );
});
