import type { FeedState } from '../../../core/channels/inbox/ports/feed.ts';
import type { UserRecord } from '../../../core/users/ports/users.ts';
import { isInboxItem, type StoredInboxItem, toInboxItem } from '../channels/inbox/inbox-item.ts';
import { readNotification } from '../delivery/ledger.ts';
import { type StoredDigestEntry, toClosedDigest, toDigestEntry, toDigestState } from '../digests/digest-item.ts';
import { digestNamedIn } from '../digests/keys.ts';
import { windowNamedIn } from '../planning/keys.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { topicNamedIn } from '../topics/keys.ts';
import type { Row } from './keys-behind.ts';

/** What is kept of a user by one of their items, with what it leads to; nothing when its time is up. */
export async function toUserRecord(table: Table, userId: string, row: Row, state: FeedState): Promise<UserRecord | undefined> {
  const topic = topicNamedIn(row.sk);
  if (topic !== undefined) return { kind: 'subscription', topic };
  const window = windowNamedIn(row.sk);
  if (window !== undefined) return { kind: 'attention', window, taken: row.taken ?? 0 };
  const { cadence, number } = digestNamedIn(row.sk) ?? {};
  if (cadence !== undefined) return toDigestRecord(table, row, { cadence, ...(number !== undefined && { number }) });
  if (row.notificationId === undefined) return undefined;

  const found = await readNotification(table, row.notificationId);
  const item = row as unknown as StoredInboxItem;
  return found && { kind: 'notification', ...found, ...(isInboxItem(item) && { inboxItem: toInboxItem(item, userId, state) }) };
}

type Named = NonNullable<ReturnType<typeof digestNamedIn>>;

function toDigestRecord(table: Table, row: Row, { cadence, number }: Named): UserRecord | undefined {
  if (number === undefined) return { kind: 'digests', cadence, state: toDigestState(row) };
  const item = row as unknown as StoredDigestEntry;
  if (hasExpired(item, table.now())) return undefined;
  if (row.notificationId === undefined) return { kind: 'closed-digest', cadence, number, ...toClosedDigest(row) };
  return { kind: 'digest-entry', cadence, number, entry: toDigestEntry(item) };
}
