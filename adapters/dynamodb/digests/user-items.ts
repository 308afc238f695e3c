import { keysOfNotification } from '../delivery/keys-of-notification.ts';
import { hasExpired } from '../table/time-to-live.ts';
import type { UserItemKind } from '../users/user-item-kind.ts';
import { type StoredDigestEntry, type StoredDigestState, toClosedDigest, toDigestEntry, toDigestState } from './digest-item.ts';
import { digestEntryPrefix, digestNamedIn, digestPrefix, dueDigestKey } from './keys.ts';

/** Where a user's digests stand, what was decided when one was closed, and what waits for one. */
export const digestUserItems: UserItemKind = {
  prefixes: [digestPrefix, digestEntryPrefix],

  keysBehind(item, { table, userId }) {
    const { notificationId } = item as Partial<StoredDigestEntry>;
    if (notificationId !== undefined) return keysOfNotification(table, notificationId);
    const { frequency, number } = digestNamedIn(item.sk);
    const { dueAt } = item as Partial<StoredDigestState>;
    const isOpen = number === undefined && dueAt !== undefined;
    return isOpen ? [dueDigestKey({ userId, frequency }, new Date(dueAt))] : [];
  },

  toRecord(item, { table }) {
    const { frequency, number } = digestNamedIn(item.sk);
    if (number === undefined) return { kind: 'digests', frequency, state: toDigestState(item) };
    const stored = item as unknown as StoredDigestEntry;
    if (hasExpired(stored, table.now())) return undefined;
    const isEntry = item.sk.startsWith(digestEntryPrefix);
    if (!isEntry) return { kind: 'closed-digest', frequency, number, ...toClosedDigest(item) };
    return { kind: 'digest-entry', frequency, number, entry: toDigestEntry(stored) };
  },
};
