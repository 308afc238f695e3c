import type {
  InboxItemImage,
  MessageImage,
  NotificationImage,
  RecordChange,
  SuppressionImage,
  UserImage,
} from '../../../core/events/rules/images.ts';
import { type Choices, choicesOf } from '../../../core/preferences/rules/preferences.ts';
import { toFeedState } from '../channels/inbox/feed-state.ts';
import { isInboxItem, type StoredInboxItem, toInboxItemImage } from '../channels/inbox/inbox-item.ts';
import { inboxItemPrefix } from '../channels/inbox/keys.ts';
import { type StoredMessage, toMessage } from '../delivery/message-item.ts';
import { type StoredNotification, toNotification } from '../delivery/notification-item.ts';
import { toUser } from '../users/user-item.ts';
import type { ItemChange } from './stream-record.ts';

type Item = Record<string, unknown>;

/** What a write to the table means; nothing for items that tell nobody anything. */
export function readChange(change: ItemChange): RecordChange | undefined {
  const { pk, sk } = change;
  if (pk.startsWith('N#') && sk === 'META') return { of: 'notification', ...both(change, readNotification) };
  if (pk.startsWith('N#') && sk.startsWith('M#')) return { of: 'message', ...both(change, readMessage) };
  if (pk.startsWith('U#') && sk === 'USER') return { of: 'user', ...both(change, (item) => readUser(item, pk)) };
  if (pk.startsWith('U#') && sk.startsWith(inboxItemPrefix))
    return { of: 'inbox-item', ...both(change, (item) => readInboxItem(item, pk)) };
  if (pk.startsWith('S#')) return { of: 'suppression', ...both(change, (item) => readSuppression(item, pk)) };
  return undefined;
}

function both<Image>({ recordId, at, ...items }: ItemChange, read: (item: Item) => Image | undefined) {
  const before = items.before && read(items.before);
  const after = items.after && read(items.after);
  return { recordId, at, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** Nothing for the mark of a cancellation that came first. */
function readNotification(item: Item): NotificationImage | undefined {
  return item.createdAt === undefined ? undefined : toNotification(item as unknown as StoredNotification);
}

function readMessage(item: Item): MessageImage {
  return toMessage(item as unknown as StoredMessage);
}

function readInboxItem(item: Item, pk: string): InboxItemImage | undefined {
  const stored = item as unknown as StoredInboxItem;
  if (!isInboxItem(stored)) return undefined;
  return toInboxItemImage(stored, userIn(pk));
}

/** Also of one of whom there is only an inbox; nothing of one who was deleted. */
function readUser(item: Item, pk: string): UserImage | undefined {
  if (item.erasedAt !== undefined) return undefined;
  const choices: Choices = choicesOf(toUser(item) ?? {});
  const { readThrough, seenThrough } = toFeedState(item);
  return { id: userIn(pk), choices, readThrough, seenThrough };
}

function readSuppression({ reason, source, notificationId }: Item, pk: string): SuppressionImage {
  return {
    addressHash: pk.slice('S#'.length),
    reason: String(reason),
    source: String(source),
    ...(notificationId !== undefined && { notificationId: String(notificationId) }),
  };
}

function userIn(pk: string): string {
  return pk.slice('U#'.length);
}
