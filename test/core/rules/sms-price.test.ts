import { smsCost, toMicroDollars, usualSmsPrices } from '../../../core/rules/sms-price.ts';

const usual = { prices: {}, dearestUsd: 0.5 };

test('a text costs its parts times the price of its country, in millionths of a dollar', () => {
  expect(smsCost({ number: '+447400123456', parts: 3 }, { prices: { GB: 0.04 }, dearestUsd: 0.5 })).toBe(120_000);
  expect(smsCost({ number: '+12025550123', parts: 1 }, { prices: { GB: 0.04, US: 0.00581 }, dearestUsd: 0.5 })).toBe(5_810);
});

test("the owner's price goes before the usual one", () => {
  expect(smsCost({ number: '+447400123456', parts: 1 }, { prices: { GB: 0.001 }, dearestUsd: 0.5 })).toBe(1_000);
  expect(smsCost({ number: '+447400123456', parts: 1 }, usual)).toBe(toMicroDollars(usualSmsPrices.GB ?? 0));
});

test('a country without a price counts as the dearest there is', () => {
  expect(smsCost({ number: '+919876543210', parts: 2 }, usual)).toBe(1_000_000);
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
