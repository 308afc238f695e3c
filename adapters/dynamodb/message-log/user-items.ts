import { hasExpired } from '../table/time-to-live.ts';
import type { UserItemKind } from '../users/user-item-kind.ts';
import { addressPrefix, userOfAddressKey } from './keys.ts';

/** The addresses that lead to a user, each of which lies under its hash as well. */
export const addressUserItems: UserItemKind = {
  prefixes: [addressPrefix],
  keysBehind: ({ sk }, { userId }) => [userOfAddressKey(hashIn(sk), userId)],
  toRecord({ sk, expiresAt }, { table }) {
    if (expiresAt === undefined) return { kind: 'address', hash: hashIn(sk) };
    const isOver = hasExpired({ expiresAt: Number(expiresAt) }, table.now());
    return isOver ? undefined : { kind: 'address', hash: hashIn(sk), until: new Date(Number(expiresAt) * 1000) };
  },
};

function hashIn(sk: string): string {
  return sk.slice(addressPrefix.length);
}
