import type { MessageRecord, NotificationRecord } from '../../../core/delivery/ports/records.ts';
import { toMessage } from '../delivery/message-item.ts';
import { toNotification } from '../delivery/notification-item.ts';
import { isThere, isWhole, readStored } from '../delivery/read-stored.ts';
import type { Table } from '../table/table.ts';

/** A notification with its messages, as they stand; nothing when there is none yet, or its time is up. */
export async function readNotification(
  table: Table,
  notificationId: string,
): Promise<{ notification: NotificationRecord; messages: MessageRecord[] } | undefined> {
  const { notification, messages } = await readStored(table, notificationId);
  if (!isThere(notification, table.now()) || !isWhole(notification, messages)) return undefined;
  return { notification: toNotification(notification), messages: messages.map(toMessage) };
}
