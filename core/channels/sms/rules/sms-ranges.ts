import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { countryOf } from './phone-number.ts';

/** Types that cost the sender or the reader more than an SMS, or that no SMS reaches. */
const refusedTypes = new Set<NumberType>(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'UAN', 'PAGER', 'VOICEMAIL']);

/**
 * The same ranges where the small metadata has no types: countries with a calling code of their own. National numbers, from the
 * numbering plans as libphonenumber's full metadata has them; a test holds the two together.
 */
const refusedRanges: Readonly<Partial<Record<string, RegExp>>> = {
  AU: /^(?:19|13|16)/,
  BE: /^(?:70|90|7879)/,
  DE: /^(?:13[78]|16[489]|18|700|900)/,
  ES: /^(?:70|80[367]|90[12]|51)/,
  FR: /^(?:8(?:0[6-9]|[1-9]))/,
  IE: /^(?:15\d{8}|18[59]0|700|818)/,
  IT: /^(?:0878|1|84|89)/,
  NL: /^(?:90|66|14|8[478])/,
  NZ: /^(?:1|50|70|8|90)/,
};

/**
 * Whether a number lies in a range that no notification has any business in: premium-rate, shared-cost, personal, paging.
 * Numbers that belong to no country (satellite +870 and +881, networks +882 and +883, +878, premium +979) are such, too.
 */
export function isSpecialRange(number: string): boolean {
  const country = countryOf(number);
  if (country === undefined) return true;

  const parsed = parsePhoneNumberFromString(number);
  const type = parsed?.getType();
  if (type !== undefined) return refusedTypes.has(type);
  return refusedRanges[country]?.test(parsed?.nationalNumber ?? '') ?? false;
}
