import type { MessageRecord, NotificationRecord } from '../../delivery/ports/records.ts';

/** A notification by its place in a list. Places are the store's own; the later one in a list is always the lower one. */
export type LogEntry = { place: string; notificationId: string };

/** A stretch of a list, newest first. `next`: the place behind which it goes on; absent where it ends. */
export type LogSlice = { entries: LogEntry[]; next?: string };

/**
 * What a part of a request has to be about for its notifications to be looked at. With a `tenant`, whose it has to be: then no place tells which
 * parts of others were passed over.
 */
export type OnlyParts = {
  workflow?: string | undefined;
  topic?: string | undefined;
  test?: boolean | undefined;
  tenant?: string | undefined;
};

/** Which list. Those of users and keys go by when a notification was to be seen, the others by when it was requested. */
export type LogOf =
  | { of: 'all'; only: OnlyParts }
  | { of: 'request'; requestId: string }
  | { of: 'users'; userIds: readonly string[] }
  | { of: 'cancellation-key'; key: string };

/** From where on, back to when at most; it looks at `limit` places or parts and no more, and so may find few or none. */
export type LogPage = { before?: string | undefined; since?: Date | undefined; until?: Date | undefined; limit: number };

/** A notification as a list shows it, with what lists are filtered by. */
export type LoggedNotification = Pick<
  NotificationRecord,
  'id' | 'requestId' | 'userId' | 'workflow' | 'category' | 'topic' | 'test' | 'createdAt' | 'cancellationKey'
> & { messages: readonly Pick<MessageRecord, 'channel' | 'status' | 'reason' | 'attempts' | 'address'>[] };

/** Which users of an address: behind one, up to another and including them, and how many at most. */
export type UsersPage = { after?: string | undefined; through?: string | undefined; limit: number };

/** Which notifications there are. */
export interface MessageLog {
  /** Reads a stretch of a list. It may lag a moment behind what was just written. */
  slice(list: LogOf, page: LogPage): Promise<LogSlice>;
  /** Reads many notifications by id; those that are not there, or not whole yet, are left out. May lag a moment behind a write. */
  read(notificationIds: readonly string[]): Promise<Map<string, LoggedNotification>>;
  /** Finds those who have an address or had it, however it is spelt, in the order of their ids; `next`: behind whom it goes on. */
  usersOf(address: string, page: UsersPage): Promise<{ userIds: string[]; next?: string }>;
}
