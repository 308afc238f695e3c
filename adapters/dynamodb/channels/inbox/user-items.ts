import { keysOfNotification } from '../../delivery/keys-of-notification.ts';
import { readNotification } from '../../publishing/ledger-read.ts';
import { hasExpired } from '../../table/time-to-live.ts';
import type { UserItemKind } from '../../users/user-item-kind.ts';
import { isInboxItem, type StoredInboxItem, toInboxItem } from './inbox-item.ts';
import { connectedUserKey, connectionIn, connectionPrefix, inboxItemPrefix } from './keys.ts';
import { ownMarks } from './read-marks.ts';

/** Browsers of a user that are connected. */
export const connectionUserItems: UserItemKind = {
  prefixes: [connectionPrefix],
  keysBehind: ({ sk }) => [connectedUserKey(connectionIn(sk))],
  toRecord: ({ since, expiresAt }, { table }) =>
    hasExpired({ expiresAt: Number(expiresAt) }, table.now())
      ? undefined
      : { kind: 'connection', since: new Date(String(since)) },
};

/** The items of a user's inbox. Each leads to a notification, which has one even when its inbox shows nothing: see `toTrace`. */
export const inboxUserItems: UserItemKind = {
  prefixes: [inboxItemPrefix],

  keysBehind(item, { table }) {
    const { notificationId } = item as unknown as StoredInboxItem;
    return keysOfNotification(table, notificationId);
  },

  async toRecord(item, { table, userId, feedState }) {
    const stored = item as unknown as StoredInboxItem;
    const found = await readNotification(table, stored.notificationId);
    const inboxItem = isInboxItem(stored) ? { inboxItem: toInboxItem(stored, userId, feedState), marks: ownMarks(stored) } : {};
    return found && { kind: 'notification', ...found, ...inboxItem };
  },
};
