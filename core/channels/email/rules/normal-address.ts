import { sameAddress } from '../../../../contract/channels/same-address.ts';

/**
 * One spelling for every spelling of an address, so that each finds what is known of it.
 * A domain beyond ASCII is the same as its punycode.
 * RFC 5321 lets a mailbox tell capitals apart; no provider does, and a suppression must not be got round by one.
 */
export function normalAddress(address: string): string {
  return sameAddress(address.trim());
}
