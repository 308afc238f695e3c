import { createHash } from 'node:crypto';
import { fingerprint } from '../../publishing/rules/fingerprint.ts';

const perItem = 8;

/** Writes what somebody was shown, by a short hash of each item, as what they hand back: it is good for the same question alone. */
export function formatConfirmation(shown: readonly string[], asked: unknown): string {
  return seal(shown.map(shortHash).join(''), asked);
}

/**
 * Reads a confirmation as whether an item was shown; nothing when it was for another question. It tells mistakes, not forgery: whoever has
 * the key may do it anyway.
 */
export function parseConfirmation(confirmation: string, asked: unknown): ((item: string) => boolean) | undefined {
  const [hashes = ''] = confirmation.split('.');
  if (seal(hashes, asked) !== confirmation) return undefined;
  const shown = new Set(hashes.match(new RegExp(`.{${perItem}}`, 'g')));
  return (item) => shown.has(shortHash(item));
}

/** 48 bits: of 200 items that were not shown, one in a billion calls has the hash of one that was. */
function shortHash(item: string): string {
  return createHash('sha256').update(item).digest('base64url').slice(0, perItem);
}

function seal(hashes: string, asked: unknown): string {
  return `${hashes}.${fingerprint(JSON.stringify([hashes, sorted(asked)])).slice(0, 32)}`;
}

/** The order in which fields were written says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => sorted(each ?? null));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return fields.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, field]) => [name, sorted(field)]);
}
