import type { ExportedNotification, UserExport } from '../../contract/export.ts';
import type { Now, User, UserRecord, UserRecords, Users } from '../ports.ts';
import { toFeedItem } from './read-feed.ts';
import { toNotificationAnswer } from './read-notification.ts';
import { findUser, toUserAnswer } from './users.ts';

/** A function's answer may have 6 MB: the largest page still fits behind this, eight publishes of 256 KB, once as data and once as text. */
const enoughBytes = 1_000_000;
const recordsPerPage = 8;
const patienceMs = 5_000;

/**
 * Everything that is kept of a user, as one document; of a user with very much, the part that one answer holds.
 * @throws Refused `not_found` when there is no such user; `cursor_invalid` for a cursor that no export gave.
 */
export async function exportUser(
  { id, cursor }: { id: string; cursor?: string | undefined },
  { users, records, now }: { users: Users; records: UserRecords; now: Now },
): Promise<UserExport> {
  const user = await findUser(id, users);
  const until = now().getTime() + patienceMs;
  const parts: UserRecord[] = [];
  let after = cursor;
  let bytes = 0;
  do {
    const page = await records.page({ userId: id, after, limit: recordsPerPage });
    parts.push(...page.records);
    bytes += Buffer.byteLength(JSON.stringify(page.records));
    after = page.next;
  } while (after !== undefined && bytes < enoughBytes && now().getTime() < until);

  return {
    user: toUserAnswer(user),
    choices: toChoices(user),
    topics: parts.flatMap((part) => (part.kind === 'subscription' ? [part.topic] : [])),
    notifications: parts.flatMap((part) => (part.kind === 'notification' ? [toExported(part)] : [])),
    ...(after !== undefined && { next_cursor: after }),
  };
}

function toChoices({ preferences = {}, quietHours, digestTime, digestDay }: User): UserExport['choices'] {
  return { preferences, quiet_hours: quietHours, digest_time: digestTime, digest_day: digestDay };
}

function toExported({ notification, messages, inboxItem }: UserRecord & { kind: 'notification' }): ExportedNotification {
  const { data, locale, timezone, topic } = notification;
  const addressOn = (channel: string) => messages.find((message) => message.channel === channel)?.address;
  return {
    ...toNotificationAnswer({ notification, messages }),
    data,
    locale,
    timezone,
    topic,
    addresses: { email: addressOn('email'), sms: addressOn('sms') },
    inbox: inboxItem && toFeedItem(inboxItem),
  };
}
