import { asciiAddress } from './email/email-address.ts';

/** Gives one spelling for all spellings of an address. A domain beyond ASCII is the same as its punycode, and no provider tells capitals apart. */
export function sameAddress(address: string): string {
  return asciiAddress(address).toLowerCase();
}
