import type { NotificationStatus } from '../../../core/publishing/ports/ledger.ts';
import type { Table } from '../table/table.ts';
import { readWhole } from './read-whole.ts';

/** Where the messages of many notifications stand, with a few requests. */
export async function readStatusesOf(table: Table, notificationIds: readonly string[]): Promise<Map<string, NotificationStatus>> {
  const found = await readWhole(table, notificationIds);
  return new Map(
    found.map(({ notification: { id, userId }, messages }) => [
      id,
      { userId, messages: messages.map(({ channel, status, reason }) => ({ channel, status, ...(reason && { reason }) })) },
    ]),
  );
}
