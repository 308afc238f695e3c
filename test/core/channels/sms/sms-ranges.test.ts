import fc from 'fast-check';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isSpecialRange } from '../../../../core/channels/sms/rules/sms-ranges.ts';

test.each([
  ['a satellite phone', '+881612345678'],
  ['Inmarsat', '+870773111632'],
  ['an international network', '+882161234567'],
  ['another of those', '+8835100123456'],
  ['universal personal numbers', '+8781012345678'],
  ['international premium rate', '+979123456789'],
  ['American premium rate', '+19005551234'],
  ['British premium rate', '+449011234567'],
  ['British service numbers', '+448431234567'],
  ['British personal numbers, which look like mobiles', '+447012345678'],
  ['French premium rate', '+33899123456'],
  ['no number at all', 'nonsense'],
])('%s is special', (_name, number) => {
  expect(isSpecialRange(number)).toBe(true);
});

test.each([
  ['a British mobile', '+447400123456'],
  ['a British number for drama', '+447700900123'],
  ['an American number', '+12025550123'],
  ['a French mobile', '+33612345678'],
  ['a German mobile', '+4915112345678'],
  ['a Dublin fixed line that begins as premium numbers do', '+35315123456'],
])('%s is not', (_name, number) => {
  expect(isSpecialRange(number)).toBe(false);
});

describe.each([
  ['AU', '61'],
  ['BE', '32'],
  ['DE', '49'],
  ['ES', '34'],
  ['FR', '33'],
  ['IE', '353'],
  ['IT', '39'],
  ['NL', '31'],
  ['NZ', '64'],
  ['GB', '44'],
  ['US', '1'],
] satisfies [CountryCode, string][])('in %s', (country, callingCode) => {
  const starts = [
    '',
    '0878',
    '13',
    '137',
    '138',
    '14',
    '144',
    '15',
    '16',
    '166',
    '18',
    '180',
    '1850',
    '19',
    '190',
    '199',
    '50',
    '52',
  ];
  const more = ['66', '70', '78', '7879', '80', '803', '82', '83', '84', '87', '89', '899', '90', '900', '902', '909'];
  const national = fc
    .tuple(fc.constantFrom(...starts, ...more), fc.stringMatching(/^[0-9]{4,10}$/))
    .map(([start, rest]) => `+${callingCode}${start}${rest}`);

  test('what the full metadata calls premium, shared-cost or personal is special, and what it calls mobile is not', () => {
    let special = 0;
    fc.assert(
      fc.property(national, (number) => {
        const parsed = parsePhoneNumberFromString(number);
        if (parsed?.country !== country) return;
        const type = parsed.getType();
        if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE')
          expect([number, isSpecialRange(number)]).toEqual([number, false]);
        if (type !== 'PREMIUM_RATE' && type !== 'SHARED_COST' && type !== 'PERSONAL_NUMBER') return;
        special += 1;
        expect([number, isSpecialRange(number)]).toEqual([number, true]);
      }),
      { numRuns: 4_000, seed: 7 },
    );

    expect(special).toBeGreaterThan(0);
  });
});
