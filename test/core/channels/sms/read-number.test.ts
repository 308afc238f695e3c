import { DialledNumber, PhoneNumber } from '../../../../contract/channels/sms/phone-number.ts';
import { readNumber } from '../../../../core/channels/sms/rules/phone-number.ts';
import { dialledNumbers, validateRecipients } from '../../../../core/publishing/rules/validate-recipients.ts';

const london = { locale: 'en-GB', timezone: 'Europe/London' };
const read = (written: string, home = {}) => readNumber(DialledNumber.parse(written), home);

test.each([
  ['+44 7700 900123', '+447700900123'],
  ['0044 7700 900123', '+447700900123'],
  ['+44 (0)20 7946 0000', '+442079460000'],
  ['+1 (415) 555-2671', '+14155552671'],
  ['+49\u2011151/123\u00a045678', '+4915112345678'],
  ['\u202a+44 7700 900123\u202c', '+447700900123'],
  ['＋４４７７００９００１２３', '+447700900123'],
  ['+39 06 1234 5678', '+390612345678'],
])('%s says its country, and is %s', (written, number) => {
  expect(read(written)).toEqual({ number });
});

test.each([
  ['(020) 7946 0000', london, '+442079460000'],
  ['07700 900123', london, '+447700900123'],
  ['(415) 555-2671', { locale: 'en-US', timezone: 'America/Los_Angeles' }, '+14155552671'],
  ['098765 43210', { locale: 'hi-IN', timezone: 'Asia/Kolkata' }, '+919876543210'],
])('%s at home in %j is %s', (written, home, number) => {
  expect(read(written, home)).toEqual({ number });
});

test.each([
  ['no home', '(020) 7946 0000', {}, /has no country.*write it with its country code/],
  ['a language alone', '(020) 7946 0000', { locale: 'en', timezone: 'Europe/London' }, /has no country/],
  ['a region without a zone: half the world has en-US', '9876543210', { locale: 'en-US' }, /has no country/],
  ['a zone elsewhere', '9876543210', { locale: 'en-US', timezone: 'Asia/Kolkata' }, /another country/],
  ['UTC', '(020) 7946 0000', { locale: 'en-GB', timezone: 'UTC' }, /another country/],
  ['a part of the world', '(020) 7946 0000', { locale: 'en-150', timezone: 'Europe/London' }, /has no country/],
  ['a number that its country does not have', '(020) 7946 000', london, /long|in use/],
  ['a way to dial abroad that is not 00', '0011 44 7700 900123', {}, /in use|as long as/],
])('with %s, %s is refused with the reason, which does not repeat it', (_, written, home, reason) => {
  expect(read(written, home)).toEqual({ problem: expect.stringMatching(reason) });
  expect(JSON.stringify(read(written, home))).not.toContain('7946');
});

test.each(['+44 7700 900123 ext. 5', '1-800-FLOWERS', 'call me', '', '+', '+44+7700900123'])('%j is no number', (written) => {
  expect(DialledNumber.safeParse(written).success).toBe(false);
});

test('a suppression, or a field of a workflow, has to name the country', () => {
  expect(PhoneNumber.parse('+44 7700 900-123')).toBe('+447700900123');
  expect(PhoneNumber.safeParse('(020) 7946 0000').success).toBe(false);
});

test('a publish reads a number by what comes with it, or else is known of the user', () => {
  const recipients = ['eve', { id: 'ada', phone: '(020) 7946 0000' }, { id: 'grace', phone: '+44 7700 900123' }];

  expect(dialledNumbers(recipients)).toEqual(['ada']);
  expect(validateRecipients(recipients, new Map([['ada', london]])).candidates).toMatchObject([
    { id: 'eve' },
    { id: 'ada', contact: { phone: '+442079460000' } },
    { id: 'grace', contact: { phone: '+447700900123' } },
  ]);
  expect(validateRecipients(recipients).refused).toMatchObject([{ pointer: '/recipients/1/phone', code: 'recipient_invalid' }]);
});
