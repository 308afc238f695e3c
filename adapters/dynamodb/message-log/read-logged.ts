import type { LoggedNotification } from '../../../core/message-log/ports/message-log.ts';
import { readWhole } from '../publishing/read-whole.ts';
import type { Table } from '../table/table.ts';

/** Reads many notifications for a list, with a few requests. */
export async function readLogged(table: Table, notificationIds: readonly string[]): Promise<Map<string, LoggedNotification>> {
  const found = await readWhole(table, notificationIds);
  return new Map(
    found.map(({ notification, messages }) => {
      const { id, requestId, userId, workflow, category, topic, test, createdAt, cancellationKey } = notification;
      const optional = { ...(topic !== undefined && { topic }), ...(cancellationKey !== undefined && { cancellationKey }) };
      return [
        id,
        {
          id,
          requestId,
          userId,
          workflow,
          category,
          test,
          ...optional,
          createdAt: new Date(createdAt),
          messages: messages.map(({ channel, status, reason, attempts, address }) => {
            return { channel, status, attempts, ...(reason && { reason }), ...(address && { address }) };
          }),
        },
      ];
    }),
  );
}
