/**
 * What AWS asks for before SMS reach a country, where it asks for anything. Countries with neither take a sender id that nobody
 * registers, or one of AWS's shared numbers. Read in November 2026 from
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/phone-numbers-sms-by-country.html
 */

/** No sender id, and no shared number any more: a number of your own, registered with the carriers. */
const ownNumber = ['US', 'PR', 'GU', 'VI'] as const;

/** A sender id that is registered with the country; in Singapore and Ireland others are shown as "Likely Scam". */
const registeredSenderId = 'AE AU BD BY EG GB ID IE IN JO KE KH KW KZ LK OM PH QA RU SA ES SG TH TR VN ZM'.split(' ');

/** Every text is registered beforehand. */
const registeredTexts = ['CN'];

/** What a country asks for. */
export type CountryRule = 'own-number' | 'registered-sender-id' | 'registered-texts' | 'none';

/** Finds what AWS asks for before SMS can reach this country (ISO 3166-1 alpha-2). */
export function ruleOf(country: string): CountryRule {
  if ((ownNumber as readonly string[]).includes(country)) return 'own-number';
  if (registeredSenderId.includes(country)) return 'registered-sender-id';
  return registeredTexts.includes(country) ? 'registered-texts' : 'none';
}
