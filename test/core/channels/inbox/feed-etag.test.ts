import { feedETag, matchesETag } from '../../../../core/channels/inbox/rules/feed-etag.ts';

const morning = new Date('2026-11-22T06:00:00Z');

test('the ETag changes with every change to the inbox', () => {
  expect(feedETag(41, morning)).not.toBe(feedETag(42, morning));
});

test('the ETag stays within a day and changes with it, as items leave by themselves', () => {
  expect(feedETag(42, new Date('2026-11-22T23:59:59Z'))).toBe(feedETag(42, morning));
  expect(feedETag(42, new Date('2026-11-23T00:00:00Z'))).not.toBe(feedETag(42, morning));
});

test.each([
  ['the same', '"16-2026-11-22"', true],
  ['a weak one, as a compressing proxy makes it', 'W/"16-2026-11-22"', true],
  ['one of several', '"0", "16-2026-11-22"', true],
  ['any', '*', true],
  ['another', '"17-2026-11-22"', false],
  ['nothing', undefined, false],
  ['an empty header', '', false],
])('%s is compared as RFC 9110 says', (_name, header, matches) => {
  expect(matchesETag(header, feedETag(42, morning))).toBe(matches);
});
