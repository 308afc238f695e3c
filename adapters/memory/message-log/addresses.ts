import { leadingChannels } from '../../../contract/channels/channels.ts';
import { allAddressesOn } from '../../../core/channels/rules/address.ts';
import type { User, UserRecord } from '../../../core/users/ports/users.ts';
import { hashOfAddress } from '../../records/suppression-position.ts';
import type { MemoryStore } from '../store.ts';

const formerMs = 400 * 86_400_000;

/** Notes which addresses lead to a user, and until when those do that they have no more. */
export function linkAddresses(store: MemoryStore, { before, after }: { before: User | undefined; after: User }): void {
  const until = new Date(store.now().getTime() + formerMs);
  for (const hash of hashesOf(before)) usersOf(store, hash).set(after.id, { until });
  for (const hash of hashesOf(after)) usersOf(store, hash).set(after.id, {});
}

/** The hashes of the addresses that lead to a user. */
export function hashesLeadingTo({ usersByAddress }: MemoryStore, userId: string): string[] {
  return [...usersByAddress].flatMap(([hash, users]) => (users.has(userId) ? [hash] : []));
}

/** Reads what the export shows of such an address. */
export function readAddress({ usersByAddress, now }: MemoryStore, userId: string, hash: string): UserRecord[] {
  const link = usersByAddress.get(hash)?.get(userId);
  return link === undefined || (link.until !== undefined && link.until <= now()) ? [] : [{ kind: 'address', hash, ...link }];
}

function usersOf({ usersByAddress }: MemoryStore, hash: string): Map<string, { until?: Date }> {
  const users = usersByAddress.get(hash) ?? new Map<string, { until?: Date }>();
  usersByAddress.set(hash, users);
  return users;
}

function hashesOf(user: User | undefined): string[] {
  return user === undefined
    ? []
    : leadingChannels()
        .flatMap((channel) => allAddressesOn(channel, user))
        .map(hashOfAddress);
}
