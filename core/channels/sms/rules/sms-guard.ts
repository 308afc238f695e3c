import { fingerprint } from '../../../publishing/rules/fingerprint.ts';
import { countryOf } from './phone-number.ts';
import { isSpecialRange } from './sms-ranges.ts';

/** How many SMS may go within a clock hour and within a day, UTC. */
export type SmsLimit = { anHour: number; aDay: number };

/**
 * The limits for one number, and for the thousand numbers that share all but its last three digits: whoever is paid for traffic
 * ("pumping") sends to many numbers of one range.
 */
export type SmsLimits = { perNumber: SmsLimit; perPrefix: SmsLimit };

/** A stretch of time in which SMS to one number or range are counted. `key` is a hash: no counter holds a number. */
export type SmsWindow = { name: string; key: string; startsAt: Date; endsAt: Date; most: number };

/** Why no SMS may go to a number, in words that go after "but"; nothing when it may. Never repeats the number. */
export function destinationRefusal(number: string, countries: readonly string[]): string | undefined {
  const country = countryOf(number);
  if (country === undefined) return 'the number belongs to no country, so SMS to it may cost anything';
  if (!countries.includes(country)) return `SMS to ${country} are not allowed (${allowed(countries)})`;
  if (isSpecialRange(number)) return 'the number is of a premium, shared-cost or other special range';
  return undefined;
}

/** Lists the windows that an SMS is counted in: number and range, by the hour and by the day. */
export function smsWindows(number: string, at: Date, { perNumber, perPrefix }: SmsLimits): SmsWindow[] {
  return [
    hourOf('sms-number-hour', number, at, perNumber.anHour),
    dayOf('sms-number-day', number, at, perNumber.aDay),
    hourOf('sms-prefix-hour', prefixOf(number), at, perPrefix.anHour),
    dayOf('sms-prefix-day', prefixOf(number), at, perPrefix.aDay),
  ];
}

function allowed(countries: readonly string[]): string {
  return countries.length === 0 ? 'smsCountries is not set' : `smsCountries is ${countries.join(',')}`;
}

function prefixOf(number: string): string {
  return number.slice(0, -3);
}

function hourOf(name: string, text: string, at: Date, most: number): SmsWindow {
  return windowOf({ name, text, at, most, lengthMs: 3_600_000 });
}

function dayOf(name: string, text: string, at: Date, most: number): SmsWindow {
  return windowOf({ name, text, at, most, lengthMs: 86_400_000 });
}

/** Windows begin at whole multiples of their length since 1970, which is where UTC's hours and days begin. */
function windowOf(window: { name: string; text: string; at: Date; most: number; lengthMs: number }): SmsWindow {
  const { name, text, at, most, lengthMs } = window;
  const start = at.getTime() - (at.getTime() % lengthMs);
  return { name, key: fingerprint(text), startsAt: new Date(start), endsAt: new Date(start + lengthMs), most };
}
