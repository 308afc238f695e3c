import { countryOf } from './phone-number.ts';

/** What one SMS part costs, in US dollars, by country (ISO 3166-1). */
export type SmsPrices = Readonly<Partial<Record<string, number>>>;

/**
 * What a part costs with AWS, about, fees of carriers included: rounded up, November 2026, and not AWS's own list, which changes
 * often: https://aws.amazon.com/end-user-messaging/pricing/. The owner's own figures go into `workflows/sms.ts`.
 */
export const usualSmsPrices: SmsPrices = {
  AU: 0.05,
  BE: 0.1,
  CA: 0.02,
  DE: 0.12,
  ES: 0.08,
  FR: 0.08,
  GB: 0.05,
  IE: 0.08,
  IT: 0.09,
  NL: 0.12,
  NZ: 0.12,
  US: 0.015,
};

/** A text, as far as it costs. */
export type PricedSms = { number: string; parts: number };

/**
 * What a text costs, in millionths of a dollar, so that sums stay exact. `prices` go before the usual ones; a country that is in
 * neither counts as `dearestUsd` a part, which is the most that the provider is allowed to take.
 */
export function smsCost({ number, parts }: PricedSms, { prices, dearestUsd }: { prices: SmsPrices; dearestUsd: number }): number {
  const country = countryOf(number) ?? '';
  return parts * toMicroDollars(prices[country] ?? usualSmsPrices[country] ?? dearestUsd);
}

/** US dollars in millionths, rounded up: a fraction of one is never given away. */
export function toMicroDollars(usd: number): number {
  return Math.ceil(Number((usd * 1_000_000).toFixed(3)));
}
