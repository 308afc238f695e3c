import { EmailAddress } from '../../contract/channels/email/email-address.ts';
import { PhoneNumber } from '../../contract/channels/sms/phone-number.ts';
import { singleLine } from '../../contract/text.ts';
import { Locale, TimeZone, UserId, WebUrl } from '../../contract/values.ts';

test.each([
  ['a user id with "#"', UserId, 'a#b'],
  ['a user id with a control character', UserId, 'a\u0000b'],
  ['a user id with a lone surrogate', UserId, 'a\ud800'],
  ['a user id with "/"', UserId, 'a/b'],
  ['a user id with "?"', UserId, 'a?b'],
  ['a user id that a path would swallow', UserId, '..'],
  ['an empty user id', UserId, ''],
  ['a user id of 129 characters', UserId, 'a'.repeat(129)],
  ['a title with a line break', singleLine(100), 'Hello\r\nBcc: eve@example.com'],
  ['a title with a Unicode line separator', singleLine(100), 'Hello\u2028there'],
  ['a title with half a surrogate pair', singleLine(100), 'Hello \ud83d'],
  ['a javascript: link', WebUrl, 'javascript:alert(1)'],
  ['a data: link', WebUrl, 'data:text/html,hi'],
  ['an e-mail address with a line break', EmailAddress, 'ada@example.com\r\nBcc: eve@example.com'],
  ['a phone number without its country', PhoneNumber, '07400123456'],
  ['a locale Intl does not know', Locale, 'not a locale'],
  ['a time zone that does not exist', TimeZone, 'Mars/Olympus'],
])('%s is refused', (_name, schema, value) => {
  expect(schema.safeParse(value).success).toBe(false);
});

test.each([
  ['an e-mail address as user id', UserId, 'ada@example.com'],
  ['a user id of an identity provider', UserId, 'google-oauth2|1234.5'],
  ['a title with an emoji', singleLine(100), 'Hello 👋'],
  ['a one-letter user id', UserId, 'a'],
  ['an https link', WebUrl, 'https://app.example.com/x?y=1#z'],
  ['a quarter-hour zone', TimeZone, 'Asia/Kathmandu'],
  ['a regional locale', Locale, 'de-CH'],
])('%s is taken', (_name, schema, value) => {
  expect(schema.safeParse(value).success).toBe(true);
});

test("whoever sends a tenant's user as they are called inside is told where the tenant goes", () => {
  const told = (id: string) => UserId.safeParse(id).error?.issues[0]?.message ?? '';

  expect(told('acme/ada')).toMatch(/^must not contain "#", "\/".*; the tenant of a user goes into the header X-Tenant$/);
  expect(told('Acme/ada')).not.toContain('X-Tenant');
});
