import type { ListedNotification, NotificationPage, NotificationQuery } from '../../contract/message-log/notification-list.ts';
import { formatLogCursor, parseLogCursor } from './log-cursor.ts';
import type { OfTenant } from './matches.ts';
import type { LoggedNotification } from './ports/message-log.ts';
import { type WalkDeps, walkLog } from './walk-log.ts';

const list = 'notifications';

/**
 * Reads a page of the notifications that match, newest first.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this list and these filters.
 */
export async function listNotifications(
  { limit, cursor, ...filter }: OfTenant<NotificationQuery>,
  deps: WalkDeps,
): Promise<NotificationPage> {
  const before = parseLogCursor(cursor, list, filter);
  const { found, next } = await walkLog({ filter, before, limit }, deps);
  return { data: found.map(toListed), next_cursor: next === undefined ? undefined : formatLogCursor(next, list, filter) };
}

/** A notification as a list shows it: no address is in it, and no text. */
export function toListed(notification: LoggedNotification): ListedNotification {
  const { id, requestId, userId, workflow, category, topic, test, createdAt, messages } = notification;
  const channels = messages.map(({ channel, status, reason }) => ({ channel, status, reason }));
  const created_at = createdAt.toISOString();
  return { id, request: requestId, user: userId, workflow, category, topic, test, created_at, channels };
}
