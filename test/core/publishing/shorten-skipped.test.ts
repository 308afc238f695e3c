import type { SkippedChannel } from '../../../contract/publishing/publish.ts';
import { shortenSkipped } from '../../../core/publishing/rules/shorten-skipped.ts';

const detail = 'workflow "shipped" in de, sms: takes 4 segments in UCS-2, and 2 are allowed; shorten it or raise maxSmsSegments';
const left = (channel: SkippedChannel['channel'], user?: string): SkippedChannel => {
  return { channel, reason: 'content_too_long', detail, ...(user !== undefined && { user }) };
};

test('channels that are left out for a few are told of each', () => {
  const few = [left('sms'), left('sms', 'ada'), left('push', 'ada')];

  expect(shortenSkipped(few)).toEqual(few);
});

test('those of very many are told once by channel, as the answer has to fit an item', () => {
  const many = Array.from({ length: 1000 }, (_, n) => [
    left('sms', `user-${n}`),
    left('sms', `user-${n}`),
    left('push', `user-${n}`),
  ]);

  expect(shortenSkipped(many.flat())).toEqual([
    { ...left('sms'), detail: `for 1000 recipients, of whom "user-0" is the first: ${detail}` },
    { ...left('push'), detail: `for 1000 recipients, of whom "user-0" is the first: ${detail}` },
  ]);
});
