import fc from 'fast-check';
import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import { isPastHope, triesOf } from '../../../core/delivery/rules/give-up.ts';
import { retryDelaySeconds } from '../../../core/delivery/rules/retry-delay.ts';
import { aMoment } from '../../world.ts';

const windowSeconds = 4 * 3600;
const after = (seconds: number) => new Date(aMoment.getTime() + seconds * 1000);
const event = (status: MessageEvent['status'], seconds: number): MessageEvent => ({ status, at: after(seconds).toISOString() });

test('retries with full jitter last about four hours, whatever the dice say', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0.1, max: 1, maxExcluded: true, noNaN: true })), (chances) => {
      let seconds = 0;
      let count = 1;
      while (!isPastHope({ count, since: aMoment }, { windowSeconds, now: after(seconds) })) {
        seconds += retryDelaySeconds(count, chances.next().value);
        count += 1;
      }

      expect(seconds).toBeGreaterThanOrEqual(windowSeconds);
      expect(seconds).toBeLessThanOrEqual(windowSeconds + 900);
    }),
  );
});

test('what waited for hours and was tried a few times is not given up', () => {
  expect(isPastHope({ count: 4, since: aMoment }, { windowSeconds, now: after(windowSeconds * 6) })).toBe(false);
  expect(isPastHope({ count: 5, since: aMoment }, { windowSeconds, now: after(windowSeconds * 6) })).toBe(true);
});

test('attempts are the sends of the timeline and the one under way', () => {
  const events = [event('queued', 0), event('sending', 5), event('queued', 6), event('sending', 9), event('queued', 10)];

  expect(triesOf(events, after(20))).toEqual({ count: 3, since: after(5) });
  expect(triesOf([], after(20))).toEqual({ count: 1, since: after(20) });
});

test('a message that is tried anew has all of its attempts again', () => {
  const events = [event('queued', 0), event('sending', 5), event('failed', 6), event('queued', 900)];

  expect(triesOf(events, after(901))).toEqual({ count: 1, since: after(901) });
});
