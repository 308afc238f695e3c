import { countryOf } from './phone-number.ts';

/** What one SMS segment costs, in US dollars, by country (ISO 3166-1). */
export type SmsPrices = Readonly<Partial<Record<string, number>>>;

/**
 * What a segment costs with AWS, about, fees of carriers included: rounded up, November 2026, and not AWS's own list, which changes
 * often: https://aws.amazon.com/end-user-messaging/pricing/. The owner's own figures go into `workflows/sms-terms.ts`.
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
export type PricedSms = { number: string; segments: number };

/** What is known of prices, and the most that the owner will pay for a segment, if they have said so. */
export type SmsPricing = { prices: SmsPrices; maxSegmentUsd?: number | undefined };

/** What a segment counts as where no price is known and the owner has set no most: hardly an SMS costs more anywhere. */
const dearestSegmentUsd = 0.25;

/** A price is of a country, and carriers within it differ: without a margin, SMS to the dearer ones would be dropped. */
const priceMargin = 2;

/**
 * Finds what a segment may cost, in US dollars. `prices` go before the usual ones; where neither has any, it is the most that may
 * be paid.
 */
export function smsSegmentUsd(number: string, { prices, maxSegmentUsd = dearestSegmentUsd }: SmsPricing): number {
  return knownPrice(number, prices) ?? maxSegmentUsd;
}

/** What a text costs, in millionths of a dollar, so that sums stay exact. */
export function smsCost({ number, segments }: PricedSms, pricing: SmsPricing): number {
  return segments * toMicroDollars(smsSegmentUsd(number, pricing));
}

/**
 * The most that SNS may take for a text, all its segments together, in US dollars, up to the next cent. It sends nothing that costs more:
 * https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html, https://repost.aws/knowledge-center/sns-pinpoint-high-sms-charges
 */
export function smsMaxPriceUsd(
  { number, segments }: PricedSms,
  { prices, maxSegmentUsd = dearestSegmentUsd }: SmsPricing,
): number {
  const known = knownPrice(number, prices);
  const segmentUsd = known === undefined ? maxSegmentUsd : Math.min(known * priceMargin, Math.max(known, maxSegmentUsd));
  return Math.ceil((segments * toMicroDollars(segmentUsd)) / 10_000) / 100;
}

function knownPrice(number: string, prices: SmsPrices): number | undefined {
  const country = countryOf(number) ?? '';
  return prices[country] ?? usualSmsPrices[country];
}

/** Converts US dollars to millionths, rounded up. */
export function toMicroDollars(usd: number): number {
  return Math.ceil(Number((usd * 1_000_000).toFixed(3)));
}
