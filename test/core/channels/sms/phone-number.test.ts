import { countryOf, phoneProblem } from '../../../../core/channels/sms/rules/phone-number.ts';

test.each([
  ['a British mobile', '+447400123456', 'GB'],
  ['a British fixed line, which may take SMS', '+442071838750', 'GB'],
  ['a British number for drama', '+447700900123', 'GB'],
  ['an American number for drama', '+12025550123', 'US'],
  ['an Australian number for drama', '+61491570006', 'AU'],
  ['a Canadian mobile, which shares +1', '+14165550123', 'CA'],
  ['a German mobile', '+4915112345678', 'DE'],
  ['an Indian mobile', '+919876543210', 'IN'],
])('%s is taken, and belongs to its country', (_name, number, country) => {
  expect(phoneProblem(number)).toBeUndefined();
  expect(countryOf(number)).toBe(country);
});

test.each([
  ['a number without "+"', '447400654987', /E\.164/],
  ['a number with spaces', '+44 7400 654987', /E\.164/],
  ['a number with a trailing line break', '+447400654987\n', /E\.164/],
  ['a national number', '07400654987', /E\.164/],
  ['an unused country code', '+99912345678', /country code/],
  ['a number that is too short', '+44740012', /as long as/],
  ['a number that is too long', '+4474001234598', /as long as/],
  ['a number that no country has given out', '+10000000000', /in use in \+1/],
  ['a neighbour of the drama range', '+447700901123', /in use in \+44/],
])('%s is refused, and the reason does not repeat it', (_name, number, reason) => {
  const problem = phoneProblem(number);

  expect(problem).toMatch(reason);
  expect(problem).not.toContain(number.slice(-6));
});

test.each([['+881612345678'], ['+10000000000'], ['nonsense']])('%s belongs to no country', (number) => {
  expect(countryOf(number)).toBeUndefined();
});
