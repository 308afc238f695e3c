import type { ChangedNotifications } from '../../../core/events/ports/events.ts';
import { notificationKey } from '../delivery/keys.ts';
import { type StoredNotification, toNotification } from '../delivery/message-item.ts';
import { isThere } from '../delivery/read-stored.ts';
import { batchGet } from '../table/batch-get.ts';
import type { Table } from '../table/table.ts';

/** Notifications in the table, read at half the price: what changes are about does not change. */
export function dynamoChangedNotifications(table: Table): ChangedNotifications {
  return {
    async find(ids) {
      const items = await batchGet(table, ids.map(notificationKey), { fresh: false });
      const stored = (items as unknown as StoredNotification[]).filter((item) => isThere(item, table.now()));
      return new Map(stored.map((item) => [item.id, toNotification(item)]));
    },
  };
}
