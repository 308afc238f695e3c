/**
 * One spelling for every spelling of an address, so that each finds what is known of it.
 * RFC 5321 lets a mailbox tell capitals apart; no provider does, and a suppression must not be got round by one.
 */
export function normalAddress(address: string): string {
  return address.trim().toLowerCase();
}
