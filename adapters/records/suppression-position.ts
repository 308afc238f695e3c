import { normalAddress } from '../../core/channels/email/rules/normal-address.ts';
import { cursorInvalid } from '../../core/errors.ts';
import { decodeCursor, encodeCursor } from '../../core/http/rules/cursor.ts';
import { fingerprint } from '../../core/publishing/rules/fingerprint.ts';
import type { Suppression } from '../../core/suppressions/ports/suppressions.ts';

/** A position is an instant and a hash: see `suppressionPosition`. */
const form = { places: /^[\d:.TZ-]{24}#[\da-f]{64}$/ };

/** Where a suppression lies in the list of all: by its time, then by a hash of its address. */
export function suppressionPosition({ at, address }: Pick<Suppression, 'at' | 'address'>): string {
  return `${at.toISOString()}#${hashOfAddress(address)}`;
}

/** A hash that every spelling of an address has in common. */
export function hashOfAddress(address: string): string {
  return fingerprint(normalAddress(address));
}

/** The position after a suppression, as `Suppressions.list` gives it in `next`. */
export function formatSuppressionPosition(place: string): string {
  return encodeCursor(form, place);
}

/**
 * The position before which the next page begins.
 * @throws Refused `cursor_invalid` for what `formatSuppressionPosition` never made.
 */
export function parseSuppressionPosition(position: string): string {
  const place = decodeCursor(form, position);
  if (place === undefined) throw cursorInvalid('list');
  return place;
}
