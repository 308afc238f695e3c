import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { PhoneNumber } from '../../contract/values.ts';

/** Numbers Ofcom keeps free for films and examples: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const britishDrama = /^\+447700900\d{3}$/;

/**
 * What is wrong with an E.164 number; nothing when it may exist. Never repeats the number.
 * Fixed lines pass (many take SMS), and so do the numbers reserved for films and tests, which reach nobody.
 */
export function phoneProblem(number: string): string | undefined {
  if (!PhoneNumber.safeParse(number).success) return 'must be a phone number in E.164 form, like +447400123456';
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
