import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import type { Entry } from '../../../core/planning/ports/ledger.ts';
import { toMember } from '../cancellation/cancellations.ts';
import { canceledTogetherKey } from '../cancellation/keys.ts';
import { arriveInInbox } from '../channels/inbox/arrive.ts';
import { toTrace } from '../channels/inbox/inbox-item.ts';
import { inboxItemKey } from '../channels/inbox/keys.ts';
import { keysOfNotification } from '../delivery/keys-of-notification.ts';
import { toMessage, toStoredMessage } from '../delivery/message-item.ts';
import { type StoredNotification, toStoredNotification } from '../delivery/notification-item.ts';
import { readStored } from '../delivery/read-stored.ts';
import { toDueItems } from '../delivery/write-beside.ts';
import { batchDelete } from '../table/batch-write.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { changeItem, insertItem } from '../table/write-statement.ts';
import { userKey } from '../users/keys.ts';

/**
 * Enters a notification by writes of one item each, at half the price of a transaction, and in one request with others. The
 * notification comes first, which decides between two who enter it; then all that belongs to it; the inbox's version last. Nothing
 * is passed on before all of it is there, and an attempt that was cut off is completed by the next one: see docs/decisions/0182.
 *
 * Answers the messages as they were entered, none for a user who was deleted, and nothing when something was in its place.
 */
export async function enterInSteps(table: Table, entry: Entry): Promise<MessageRecord[] | undefined> {
  const meta = { ...toStoredNotification(entry.notification, entry.expiresAt), inSteps: true };
  if (!(await insertItem(table, meta))) return undefined;
  return (await writeRest(table, entry)) ? entry.messages : [];
}

/** Completes what an earlier attempt has begun, by the plan of that one. Answers the messages as they then stand. */
export async function completeEntry(table: Table, entry: Entry, begun: StoredNotification): Promise<MessageRecord[]> {
  const planned: string[] = JSON.parse(begun.explanation).map(({ channel }: { channel: string }) => channel);
  const there = new Map((await readStored(table, begun.id)).messages.map((message) => [message.channel, message]));
  const messages = entry.messages.filter(({ channel }) => planned.includes(channel));
  const inbox = there.get('inbox') ?? messages.find(({ channel }) => channel === 'inbox');
  const { inboxItem, ...rest } = { ...entry, messages };
  const isOpen = await writeRest(table, inbox?.status === 'delivered' && inboxItem ? { ...rest, inboxItem } : rest);
  return isOpen ? (await readStored(table, begun.id)).messages.map(toMessage) : [];
}

/** Answers whether there is such a user; what was written for one who was deleted in the meantime is removed. */
async function writeRest(table: Table, entry: Entry): Promise<boolean> {
  const { notification, messages, inboxItem, dueAts = [], expiresAt } = entry;
  const { id, userId } = notification;
  const items = [
    ...messages.map((message) => toStoredMessage(message, expiresAt)),
    ...toDueItems(id, dueAts),
    ...(inboxItem === undefined ? [toTrace(notification, expiresAt)] : []),
  ];
  const beside = () => Promise.all([...items.map((item) => insertItem(table, item)), joinKey(table, notification, expiresAt)]);
  const isOpen = await (inboxItem === undefined
    ? beside().then(() => isNotErased(table, userId))
    : arriveInInbox(table, { item: inboxItem, expiresAt, beside }));
  if (!isOpen) await removeEntered(table, { notificationId: id, userId });
  return isOpen;
}

/** Whose recipients were named has joined its key when it was published, for as long as it may wait in its queue; from now on it is as long as it is kept. */
async function joinKey(table: Table, { id, cancellationKey, topic, broadcast }: Entry['notification'], expiresAt: Date) {
  if (cancellationKey === undefined) return;
  const member = toMember(cancellationKey, id, expiresAt);
  const keepJoined = () =>
    changeItem(table, { key: canceledTogetherKey(cancellationKey, id), set: { expiresAt: member.expiresAt }, where: {} });
  const hasJoined = topic === undefined && broadcast === undefined && (await keepJoined());
  if (!hasJoined && !(await insertItem(table, member))) await keepJoined();
}

async function isNotErased(table: Table, userId: string): Promise<boolean> {
  return (await readItem(table, userKey(userId)))?.erasedAt === undefined;
}

/** Removes what was begun to be entered for a user who was deleted meanwhile. */
export async function removeEntered(
  table: Table,
  { notificationId, userId }: { notificationId: string; userId: string },
): Promise<void> {
  const keys = await keysOfNotification(table, notificationId);
  if (keys.length > 0) await batchDelete(table, [...keys, inboxItemKey(userId, notificationId)]);
}
