import { MessageStatus } from '../../../contract/values.ts';
import { mayMove } from '../../../core/delivery/rules/message-status.ts';
import { followDigest, mayBeRedriven } from '../../../core/digests/rules/follow-digest.ts';

test.each(['sent', 'delivered', 'bounced', 'complained'] as const)(
  'a digest that is %s was sent, and so was all in it',
  (status) => {
    expect(followDigest({ status })).toEqual({ status: 'sent' });
  },
);

test('an end without a send is the end of all in it, for the same reason', () => {
  expect(followDigest({ status: 'suppressed', reason: 'suppressed_bounce' })).toEqual({
    status: 'suppressed',
    reason: 'suppressed_bounce',
  });
  expect(followDigest({ status: 'skipped', reason: 'no_address' })).toEqual({ status: 'skipped', reason: 'no_address' });
});

test('a send in doubt changes nothing as long as it may still be resolved', () => {
  expect(followDigest({ status: 'unknown' })).toBeUndefined();
  expect(followDigest({ status: 'unknown', reason: 'ambiguous_send' })).toEqual({ status: 'unknown', reason: 'ambiguous_send' });
});

test('what was given up has failed, and may be sent after all: nothing else comes back', () => {
  const givenUp = followDigest({ status: 'failed', reason: 'gave_up' });

  expect(givenUp).toEqual({ status: 'failed', reason: 'gave_up' });
  expect(mayBeRedriven({ status: 'failed', reason: 'gave_up' })).toBe(true);
  expect(mayBeRedriven({ status: 'failed', reason: 'provider_rejected' })).toBe(false);
  expect(mayBeRedriven({ status: 'sent' })).toBe(false);
});

test('a message that waits for a digest may become whatever the digest makes of it', () => {
  const ends = MessageStatus.options.flatMap((status) => followDigest({ status, reason: 'canceled' })?.status ?? []);

  expect(ends.length).toBeGreaterThan(5);
  for (const end of ends) expect([end, mayMove('digesting', end)]).toEqual([end, true]);
});
