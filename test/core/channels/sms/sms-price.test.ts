import { smsCost, smsMaxPriceUsd, toMicroDollars, usualSmsPrices } from '../../../../core/channels/sms/rules/sms-price.ts';

const usual = { prices: {}, maxSegmentUsd: 0.5 };

test('a text costs its parts times the price of its country, in millionths of a dollar', () => {
  expect(smsCost({ number: '+447400123456', segments: 3 }, { prices: { GB: 0.04 }, maxSegmentUsd: 0.5 })).toBe(120_000);
  expect(smsCost({ number: '+12025550123', segments: 1 }, { prices: { GB: 0.04, US: 0.00581 }, maxSegmentUsd: 0.5 })).toBe(5_810);
});

test("the owner's price goes before the usual one", () => {
  expect(smsCost({ number: '+447400123456', segments: 1 }, { prices: { GB: 0.001 }, maxSegmentUsd: 0.5 })).toBe(1_000);
  expect(smsCost({ number: '+447400123456', segments: 1 }, usual)).toBe(toMicroDollars(usualSmsPrices.GB ?? 0));
});

test('a country without a price counts as the most that may be paid, or as what hardly any SMS costs', () => {
  expect(smsCost({ number: '+919876543210', segments: 2 }, usual)).toBe(1_000_000);
  expect(smsCost({ number: '+919876543210', segments: 2 }, { prices: {} })).toBe(500_000);
});

const german = '+4915123456789';
const dutch = '+31612345678';
const swiss = '+41791234567';
const british = '+447400123456';

test.each([
  ['one part to Germany', { number: german, segments: 1 }, {}, 0.24],
  ['one part to the Netherlands', { number: dutch, segments: 1 }, {}, 0.24],
  ['one part to Switzerland, whose price is not known', { number: swiss, segments: 1 }, {}, 0.25],
  ['three parts to Britain', { number: british, segments: 3 }, {}, 0.3],
  ['one part to the United States, up to the cent', { number: '+12025550123', segments: 1 }, { prices: { US: 0.00581 } }, 0.02],
  [
    'three parts to Britain where no more than 7 cents a part may be paid',
    { number: british, segments: 3 },
    { maxSegmentUsd: 0.07 },
    0.21,
  ],
  ['two parts to Switzerland where no more than 10 may be', { number: swiss, segments: 2 }, { maxSegmentUsd: 0.1 }, 0.2],
])('%s may cost what all its parts do, with room for a dearer carrier', (_, sms, pricing, usd) => {
  expect(smsMaxPriceUsd(sms, { prices: {}, ...pricing })).toBe(usd);
});

test('no country of the table is refused by its own price', () => {
  for (const [number, country] of [
    [german, 'DE'],
    [dutch, 'NL'],
    [british, 'GB'],
  ] as const) {
    for (const segments of [1, 2, 3]) {
      const cost = segments * (usualSmsPrices[country] ?? 0);
      expect(smsMaxPriceUsd({ number, segments }, { prices: {} })).toBeGreaterThanOrEqual(1.9 * cost);
    }
  }
});

test('every usual price is that of a country, and no more than SMS cost anywhere', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

  expect(Object.keys(usualSmsPrices).length).toBeGreaterThan(0);
  for (const [country, price] of Object.entries(usualSmsPrices)) {
    expect(names.of(country)).toBeDefined();
    expect(price).toBeGreaterThan(0.001);
    expect(price).toBeLessThan(0.5);
  }
});

test.each([
  [0.1, 100_000],
  [0.07, 70_000], // 0.07 * 1,000,000 is 70000.00000000001
  [0.0000001, 1],
  [0, 0],
])('%d dollars are %d millionths, no fraction given away', (usd, micro) => {
  expect(toMicroDollars(usd)).toBe(micro);
});
