import { normalAddress } from '../../core/channels/email/rules/normal-address.ts';
import { Refused } from '../../core/errors.ts';
import { fingerprint } from '../../core/publishing/rules/fingerprint.ts';
import type { Suppression } from '../../core/suppressions/ports/suppressions.ts';

/** Where a suppression lies in the list of all: by its time, then by a hash of its address. */
export function suppressionPosition({ at, address }: Pick<Suppression, 'at' | 'address'>): string {
  return `${at.toISOString()}#${hashOfAddress(address)}`;
}

/** A hash that every spelling of an address has in common. */
export function hashOfAddress(address: string): string {
  return fingerprint(normalAddress(address));
}

/** The place after a suppression, as `Suppressions.list` gives it in `next`. */
export function formatSuppressionPosition(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/**
 * The place before which the next page begins.
 * @throws Refused `cursor_invalid` for what `formatSuppressionPosition` never made.
 */
export function parseSuppressionPosition(position: string): string {
  const place = Buffer.from(position, 'base64url').toString();
  if (/^[\d:.TZ-]{24}#[\da-f]{64}$/.test(place)) return place;

  throw new Refused('cursor_invalid', 'the cursor was not issued for this list; ask again without a cursor', {
    places: [{ pointer: '?cursor', detail: 'must come from next_cursor of the same list' }],
  });
}
