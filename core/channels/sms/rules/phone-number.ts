import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { e164 } from '../../../../contract/channels/sms/phone-number.ts';
import type { Whereabouts } from '../../../workflows/rules/reader.ts';

/** Numbers Ofcom keeps free for films and examples: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const britishDrama = /^\+447700900\d{3}$/;

/** A number in E.164, or why it is none; the reason never repeats it. */
export type ReadNumber = { number: string } | { problem: string };

/**
 * Reads a number that is written with its country, or dialled within the one where its user is at home: by what was given with it, or
 * else is known of them.
 * Never guesses: a number of another country is somebody else's.
 */
export function readNumber(written: string, given: Whereabouts, known: Whereabouts = {}): ReadNumber {
  const home = { locale: given.locale ?? known.locale, timezone: given.timezone ?? known.timezone };
  const country = namesItsCountry(written) ? undefined : homeCountry(home);
  if (typeof country === 'object') return country;

  const number = parsePhoneNumberFromString(written, country)?.number ?? written;
  const problem = phoneProblem(number);
  return problem === undefined ? { number } : { problem };
}

/** Whether a number says by itself which country it is of. */
export function namesItsCountry(written: string): boolean {
  return written.startsWith('+');
}

const writeIt = 'write it with its country code, like +447400123456';

/** The country that a user's language tag names, if the time zone is one of that country: half the world's browsers say `en-US`. */
function homeCountry({ locale, timezone }: Whereabouts): CountryCode | { problem: string } {
  const region = locale === undefined ? undefined : new Intl.Locale(locale).region;
  if (region === undefined || !/^[A-Z]{2}$/.test(region) || timezone === undefined)
    return { problem: `has no country: ${writeIt}, or give a locale with a region (en-GB) and a timezone of that country` };
  if (zonesOf(region).includes(zoneName(timezone))) return region as CountryCode;
  return { problem: `may be of another country, as "${locale}" and ${timezone} are not of one: ${writeIt}` };
}

function zonesOf(region: string): string[] {
  const place: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale(`und-${region}`);
  return place.getTimeZones?.()?.map(zoneName) ?? [];
}

/** A zone by the one of its names that Intl prefers. */
function zoneName(timeZone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
}

/**
 * What is wrong with an E.164 number; nothing when it may exist. Never repeats the number.
 * Fixed lines pass (many take SMS), and so do the numbers reserved for films and tests, which reach nobody.
 */
export function phoneProblem(number: string): string | undefined {
  if (!e164.test(number)) return 'must be a phone number in E.164 form, like +447400123456';
  if (britishDrama.test(number)) return undefined;

  const parsed = parsePhoneNumberFromString(number);
  if (parsed === undefined) return 'does not begin with a country code that exists';
  if (!parsed.isPossible()) return `is not as long as a number in +${parsed.countryCallingCode} can be`;
  if (!parsed.isValid()) return `is not a number that is in use in +${parsed.countryCallingCode}`;
  return undefined;
}

/** The country of a number as ISO 3166-1, like `GB`; nothing when it belongs to none (satellite, +800) or to no number at all. */
export function countryOf(number: string): CountryCode | undefined {
  if (britishDrama.test(number)) return 'GB';

  return parsePhoneNumberFromString(number)?.country;
}
