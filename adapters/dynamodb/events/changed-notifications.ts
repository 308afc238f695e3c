import { channelNames } from '../../../contract/channels/channels.ts';
import type { ChangedNotifications } from '../../../core/events/ports/events.ts';
import { messageKey, notificationKey } from '../delivery/keys.ts';
import { type StoredMessage, toMessage } from '../delivery/message-item.ts';
import { type StoredNotification, toNotification } from '../delivery/notification-item.ts';
import { isThere } from '../delivery/read-stored.ts';
import { batchGet } from '../table/batch-get.ts';
import type { Table } from '../table/table.ts';

/** Notifications in the table, read at half the price, as what changes are about does not change; and their messages as they are now. */
export function dynamoChangedNotifications(table: Table): ChangedNotifications {
  return {
    async find(ids) {
      const items = await batchGet(table, ids.map(notificationKey), { fresh: false });
      const stored = (items as unknown as StoredNotification[]).filter((item) => isThere(item, table.now()));
      return new Map(stored.map((item) => [item.id, toNotification(item)]));
    },
    async messages(ids) {
      const keys = ids.flatMap((id) => channelNames().map((channel) => messageKey(id, channel)));
      const messages = ((await batchGet(table, keys)) as unknown as StoredMessage[]).map(toMessage);
      return Map.groupBy(messages, ({ notificationId }) => notificationId);
    },
  };
}
