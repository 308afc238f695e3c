import { Channel } from '../../../contract/values.ts';
import { messageKey, notificationKey } from '../delivery/keys.ts';
import type { StoredMessage } from '../delivery/message-item.ts';
import type { StoredNotification } from '../delivery/notification-item.ts';
import { isThere, isWhole } from '../delivery/read-stored.ts';
import { batchGet } from '../table/batch-get.ts';
import type { Table } from '../table/table.ts';

type Stored = (StoredNotification & { sk: 'META' }) | (StoredMessage & { sk: `M#${string}` });

/**
 * Reads many notifications with a few requests, at half the price of reads that see what was just written, each with its messages in the
 * order of the channels. Those that are not there, or not whole yet, are left out.
 */
export async function readWhole(
  table: Table,
  notificationIds: readonly string[],
): Promise<{ notification: StoredNotification; messages: StoredMessage[] }[]> {
  const keys = notificationIds.flatMap((id) => [
    notificationKey(id),
    ...Channel.options.map((channel) => messageKey(id, channel)),
  ]);
  const items = (await batchGet(table, keys, { fresh: false })) as Stored[];
  const there = items.filter((item) => item.sk === 'META').filter((item) => isThere(item, table.now()));
  const byNotification = Map.groupBy(
    items.filter((item) => item.sk !== 'META'),
    ({ notificationId }) => notificationId,
  );
  const each = there.map((notification) => ({ notification, messages: byNotification.get(notification.id) ?? [] }));
  return each
    .filter(({ notification, messages }) => isWhole(notification, messages))
    .map(({ notification, messages }) => ({ notification, messages: inOrder(messages) }));
}

function inOrder(messages: readonly StoredMessage[]): StoredMessage[] {
  return Channel.options.flatMap((channel) => messages.find((message) => message.channel === channel) ?? []);
}
