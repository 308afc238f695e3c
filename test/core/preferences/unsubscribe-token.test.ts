import fc from 'fast-check';
import { Category, UserId } from '../../../contract/values.ts';
import {
  readUnsubscribeToken,
  type Subscription,
  writeUnsubscribeToken,
} from '../../../core/preferences/rules/unsubscribe-token.ts';
import { runs } from '../../runs.ts';

const newest = new Uint8Array(32).fill(1);
const earlier = new Uint8Array(32).fill(2);
const repairs: Subscription = { userId: 'ada', category: 'repairs', channel: 'email' };

const anySubscription = fc.record({
  userId: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }).filter((id) => UserId.safeParse(id).success),
  category: fc.stringMatching(/^[a-z][a-z0-9]{0,12}(?:[_-][a-z0-9]{1,12})?$/).filter((name) => Category.safeParse(name).success),
  channel: fc.constantFrom('email' as const, 'sms' as const),
});

test('a token says what was signed, for any user and category, with any secret', () => {
  fc.assert(
    fc.property(anySubscription, fc.uint8Array({ minLength: 32, maxLength: 32 }), (subscription, secret) => {
      expect(readUnsubscribeToken(writeUnsubscribeToken(subscription, secret), [secret])).toEqual(subscription);
    }),
  );
});

test('a token with any one character changed says nothing', () => {
  const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. %é'];
  fc.assert(
    fc.property(anySubscription, fc.nat(), fc.constantFrom(...alphabet), (subscription, seed, character) => {
      const token = writeUnsubscribeToken(subscription, newest);
      const place = seed % token.length;
      fc.pre(token[place] !== character);

      expect(readUnsubscribeToken(token.slice(0, place) + character + token.slice(place + 1), [newest])).toBeUndefined();
    }),
    { numRuns: runs(1000) },
  );
});

test.each([
  ['the last', -1],
  ['the first', 0],
])('%s character can be no other of its alphabet', (_, at) => {
  const token = writeUnsubscribeToken(repairs, newest);
  const place = (at + token.length) % token.length;
  const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter((each) => each !== token[place]);

  for (const other of others) {
    expect(readUnsubscribeToken(token.slice(0, place) + other + token.slice(place + 1), [newest])).toBeUndefined();
  }
});

test('a token that was cut, lengthened or made up says nothing', () => {
  const token = writeUnsubscribeToken(repairs, newest);

  for (let length = 0; length < token.length; length += 1) {
    expect(readUnsubscribeToken(token.slice(0, length), [newest])).toBeUndefined();
  }
  for (const wrong of [`${token}A`, `${token}=`, ` ${token}`, token.repeat(20), 'A'.repeat(100_000), '..', '%00']) {
    expect(readUnsubscribeToken(wrong, [newest])).toBeUndefined();
  }
});

test('the names of one token and the signature of another say nothing', () => {
  const mine = Buffer.from(writeUnsubscribeToken(repairs, newest), 'base64url');
  const other = Buffer.from(writeUnsubscribeToken({ ...repairs, userId: 'eve' }, newest), 'base64url');
  const mixed = Buffer.concat([mine.subarray(0, 21), other.subarray(21)]).toString('base64url');

  expect(readUnsubscribeToken(mixed, [newest])).toBeUndefined();
});

test('a token survives the rotation of its secret, until that secret is removed', () => {
  const token = writeUnsubscribeToken(repairs, earlier);

  expect(readUnsubscribeToken(token, [newest, earlier])).toEqual(repairs);
  expect(readUnsubscribeToken(token, [newest])).toBeUndefined();
  expect(readUnsubscribeToken(token, [])).toBeUndefined();
});

test('the longest token there can be fits a line of a mail header, with an address before it', () => {
  const longest = { userId: '🎉'.repeat(64), category: 'c'.repeat(32), channel: 'email' as const };
  const token = writeUnsubscribeToken(longest, newest);
  const worst = writeUnsubscribeToken({ ...longest, userId: '漢'.repeat(128) }, newest);

  expect(UserId.safeParse(longest.userId).success).toBe(true);
  expect(readUnsubscribeToken(token, [newest])).toEqual(longest);
  expect(readUnsubscribeToken(worst, [newest])).toMatchObject({ userId: '漢'.repeat(128) });
  expect(worst.length).toBeLessThan(
    998 - 'List-Unsubscribe: <https://abcdefghij.execute-api.ap-southeast-2.amazonaws.com/u/>'.length,
  );
});
