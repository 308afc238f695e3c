import type { LoggedNotification } from '../../../core/message-log/ports/message-log.ts';
import { toLogged } from '../../records/logged-notification.ts';
import { readWhole } from '../publishing/read-whole.ts';
import type { Table } from '../table/table.ts';

/** Reads many notifications for a list, with a few requests. */
export async function readLogged(table: Table, notificationIds: readonly string[]): Promise<Map<string, LoggedNotification>> {
  const found = await readWhole(table, notificationIds);
  return new Map(found.map(({ notification, messages }) => [notification.id, toLogged(notification, messages)]));
}
