import type { FeedState, InboxItem, NewInboxItem } from '../../../../core/channels/inbox/ports/feed.ts';
import type { NotificationRecord } from '../../../../core/delivery/ports/records.ts';
import type { InboxItemImage } from '../../../../core/events/rules/images.ts';
import { type InboxPosition, standing } from '../../../records/inbox-position.ts';
import { epochSeconds } from '../../table/time-to-live.ts';
import { inboxItemKey, padVersion, shelf, snoozedUntilIn } from './keys.ts';

/** An inbox item as it lies in the table. */
export type StoredInboxItem = Omit<NewInboxItem, 'createdAt' | 'userId'> & {
  pk: string;
  createdAt: string;
  arrived: number;
  /** The version at which it became unread; only what is unread is in the index of that name. */
  unread?: string;
  shelf: string;
  seen?: true;
  wasRead?: true;
  /** The version at which it came back, when it was snoozed. */
  returned?: number;
  /** When it was first marked so by itself, in ms since 1970: a number is half as long as an instant in writing. */
  seenAt?: number;
  readAt?: number;
  expiresAt: number;
};

/** What to store for an item that arrives and makes this version. */
export function toStoredInboxItem({ createdAt, userId, ...item }: NewInboxItem, arrived: number, expiresAt: Date) {
  return {
    ...inboxItemKey(userId, item.notificationId),
    ...item,
    createdAt: createdAt.toISOString(),
    arrived,
    unread: padVersion(arrived),
    shelf: shelf(false, arrived),
    expiresAt: epochSeconds(expiresAt),
  };
}

/**
 * What lies in an inbox item's place when a notification has none: by it everything of a user is found under them. It is in no
 * index, so no inbox shows it, and an item that arrives later takes its place.
 */
export function toTrace({ id, userId }: NotificationRecord, expiresAt: Date) {
  return { ...inboxItemKey(userId, id), notificationId: id, expiresAt: epochSeconds(expiresAt) };
}

/** Whether it is an item that has arrived, and no mere trace. */
export function isInboxItem(stored: Partial<StoredInboxItem> | undefined): stored is StoredInboxItem {
  return stored?.shelf !== undefined;
}

/** Where a stored item stands. */
export function placeOf({ arrived, returned, unread, shelf: lies, seen, wasRead }: StoredInboxItem): InboxPosition {
  const snoozedUntil = snoozedUntilIn(lies);
  const place = {
    arrived,
    seen: seen ?? false,
    archived: lies.startsWith('archived#'),
    ...(returned !== undefined && { returned }),
    ...(snoozedUntil && { snoozedUntil }),
    ...(wasRead && { wasRead }),
  };
  return unread === undefined ? place : { ...place, unread: Number(unread) };
}

/** Reads what of a stored item tells a change of it. */
export function toInboxItemImage(stored: StoredInboxItem, userId: string): InboxItemImage {
  const { unread, seen, archived, wasRead = false } = placeOf(stored);
  const { notificationId, workflow, category } = stored;
  return { notificationId, userId, workflow, category, unread: unread !== undefined, seen, archived, wasRead };
}

/** Reads a stored item as its reader is shown it. */
export function toInboxItem(stored: StoredInboxItem, userId: string, state: FeedState): InboxItem {
  const { notificationId, workflow, category, priority, title, body, actionUrl, actor, image, actions, createdAt } = stored;
  return {
    notificationId,
    userId,
    workflow,
    category,
    priority,
    title,
    body,
    ...(actionUrl !== undefined && { actionUrl }),
    ...(actor !== undefined && { actor }),
    ...(image !== undefined && { image }),
    ...(actions !== undefined && { actions }),
    createdAt: new Date(createdAt),
    ...standing(placeOf(stored), state),
  };
}
