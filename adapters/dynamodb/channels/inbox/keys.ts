import { returnOf } from '../../../records/inbox-position.ts';
import { type Key, ulidOf } from '../../table/key.ts';
import { userPartition } from '../../users/keys.ts';

/** How the sort keys of a user's inbox items begin. */
export const inboxItemPrefix = 'N#';

/** Names the item that holds an entry of a user's inbox. */
export function inboxItemKey(userId: string, notificationId: string): Key {
  return { pk: userPartition(userId), sk: `${inboxItemPrefix}${ulidOf(notificationId)}` };
}

/** How the sort keys of a user's connections begin. */
export const connectionPrefix = 'LIVE#';

/** A browser of a user that is connected. */
export function connectionKey(userId: string, connectionId: string): Key {
  return { pk: userPartition(userId), sk: `${connectionPrefix}${connectionId}` };
}

/** Whose connection it is: API Gateway names nobody when one ends. */
export function connectedUserKey(connectionId: string): Key {
  return { pk: `${connectionPrefix}${connectionId}`, sk: '-' };
}

/** Reads which connection it is from its sort key under the user. */
export function connectionIn(sk: string): string {
  return sk.slice(connectionPrefix.length);
}

/** A feed version as it sorts in an index: twelve digits, a change a second for thirty thousand years. */
export function padVersion(version: number): string {
  return String(version).padStart(12, '0');
}

/** How places in the `shelf` index begin of what is snoozed. */
export const snoozed = 'snoozed#';

/** Where an item lies in the `shelf` index that is snoozed: see `snoozedAt`. */
export function snoozedShelf(at: number): string {
  return `${snoozed}${String(at).padStart(16, '0')}`;
}

/** Until when an item is snoozed that lies there; nothing for one that is not. */
export function snoozedUntilIn(lies: string): Date | undefined {
  return lies.startsWith(snoozed) ? returnOf(Number(lies.slice(snoozed.length))) : undefined;
}

/** Where an item lies in the `shelf` index: in order of arrival, what is archived apart. */
export function shelf(archived: boolean, arrived: number): string {
  return `${archived ? 'archived' : 'active'}#${padVersion(arrived)}`;
}
