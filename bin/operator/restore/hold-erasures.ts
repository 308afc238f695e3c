import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { inboxItemPrefix } from '../../../adapters/dynamodb/channels/inbox/keys.ts';
import { notificationKey } from '../../../adapters/dynamodb/delivery/keys.ts';
import { batchGet } from '../../../adapters/dynamodb/table/batch-get.ts';
import type { Key } from '../../../adapters/dynamodb/table/key.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { epochSeconds } from '../../../adapters/dynamodb/table/time-to-live.ts';
import { userKey } from '../../../adapters/dynamodb/users/keys.ts';
import { dynamoUserRecords } from '../../../adapters/dynamodb/users/user-records.ts';
import { timeInUlid } from '../../../core/publishing/rules/derived-id.ts';
import { getItem, putItem, type Tables } from './copy-item.ts';
import { type Item, isAfter, unlessThere } from './item-kinds.ts';

/**
 * Erases in the restored table who was erased in the old one since an instant: users of that instant whom the old table does not have, or has
 * anew; whoever was published to without being made a user, by what the old table does not have of it; and those whom it still notes as erased
 * (`traces`). Reads all of the restored table once. Answers how many.
 */
export async function holdErasures(since: Date, traces: readonly Item[], tables: Tables): Promise<number> {
  const { to } = tables;
  const gone = new Set<string>();
  for await (const { Items = [] } of paginateScan({ client: to.client }, ofUsers(since, to))) {
    const rows = Map.groupBy(Items as Item[], ({ sk }) => (sk === 'USER' ? 'users' : 'notifications'));
    for (const user of await usersGone(rows.get('users') ?? [], tables)) gone.add(userIdOf(user));
    for (const row of await ownersGone(rows.get('notifications') ?? [], { since, tables })) gone.add(userIdOf(row));
  }
  for (const trace of traces) {
    const isNew = await putItem(trace, unlessThere, to); // nothing that is still under way may enter for them
    if (isNew || !isAfter((await getItem(to, trace))?.createdAt, new Date(String(trace.erasedAt)))) gone.add(userIdOf(trace));
  }
  for (const userId of gone) await erase(userId, tables);
  return gone.size;
}

/** Reads users who were made by an instant, and what is kept of a notification under whom it is for, if it has not expired. */
function ofUsers(since: Date, { name: TableName, now }: Table) {
  const notifications = 'begins_with(pk, :of) AND begins_with(sk, :notification) AND sk < :until AND expiresAt > :now';
  return {
    TableName,
    FilterExpression: `(sk = :user AND createdAt <= :since) OR (${notifications})`,
    ExpressionAttributeValues: {
      ':user': 'USER',
      ':since': since.toISOString(),
      ':of': userKey('').pk,
      ':notification': inboxItemPrefix,
      ':until': `${inboxItemPrefix}${timeInUlid(new Date(since.getTime() + 1))}`,
      ':now': epochSeconds(now()),
    },
  };
}

async function usersGone(users: readonly Item[], { from }: Tables): Promise<Item[]> {
  const old = await batchGet(from, keysOf(users));
  const createdAt = new Map(old.map((user) => [user.pk, user.createdAt]));
  return users.filter((user) => createdAt.get(user.pk) !== user.createdAt);
}

/**
 * Of each user one row is looked for: until it expires nothing but an erasure removes it. An id may begin with an earlier time than its
 * notification was made at, so the notification has the last word: what was made after the switch is not in the old table either.
 */
async function ownersGone(rows: readonly Item[], { since, tables }: { since: Date; tables: Tables }): Promise<Item[]> {
  const ofEach = [...new Map(rows.map((row) => [row.pk, row])).values()];
  const old = new Set((await batchGet(tables.from, keysOf(ofEach))).map(({ pk }) => pk));
  const gone: Item[] = [];
  for (const row of ofEach.filter(({ pk }) => !old.has(pk))) {
    const notification = await getItem(tables.to, notificationKey(String(row.notificationId)));
    if (notification?.createdAt !== undefined && !isAfter(notification.createdAt, since)) gone.push(row);
  }
  return gone;
}

function keysOf(items: readonly Item[]): Key[] {
  return items.map(({ pk, sk }) => ({ pk, sk }));
}

/** Reads whose item it is. */
export function userIdOf({ pk }: Item): string {
  return pk.slice(userKey('').pk.length);
}

async function erase(userId: string, { to }: Tables): Promise<void> {
  const records = dynamoUserRecords(to);
  await records.close(userId, to.now());
  while ((await records.eraseSome(userId)).more);
}
