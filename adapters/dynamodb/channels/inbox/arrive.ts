import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { NewInboxItem } from '../../../../core/channels/inbox/ports/feed.ts';
import { conditionHeld } from '../../table/condition-held.ts';
import { type Key, ulidOf } from '../../table/key.ts';
import { readItem } from '../../table/read-item.ts';
import type { Table } from '../../table/table.ts';
import { changeItem, insertItem } from '../../table/write-statement.ts';
import { userKey } from '../../users/keys.ts';
import { keepLastRead, takeLastRead } from '../../users/last-read.ts';
import { toFeedState } from './feed-state.ts';
import { isInboxItem, type StoredInboxItem, toStoredInboxItem } from './inbox-item.ts';
import { inboxItemKey, padVersion, shelf } from './keys.ts';

/**
 * How many of the last arrivals a user's item names, so that an attempt that comes again knows its own. One that comes after so many others
 * makes an item that is still unread arrive once more: better than one that nobody is told of.
 */
const namedArrivals = 8;

const underWay = new WeakMap<Table, Map<string, Promise<unknown>>>();

/** An item that comes into an inbox, and what is to be written beside it before anybody is told of it. */
export type Coming = { item: NewInboxItem; expiresAt: Date; beside: () => Promise<unknown> };

/**
 * Puts an item into its user's inbox under the next version, and then makes that the inbox's version, on the condition that it still is the
 * next. So nobody sees a version without its item. Answers whether there is such a user: nothing arrives for one who was deleted.
 * Arriving again changes nothing; an arrival that was cut off is completed.
 * @throws TransactionConflictException when something else changed the inbox in between: then it is to be tried again.
 */
export function arriveInInbox(table: Table, coming: Coming): Promise<boolean> {
  return oneAfterTheOther(table, coming.item.userId, () => arrive(table, coming));
}

async function arrive(table: Table, { item, expiresAt, beside }: Coming): Promise<boolean> {
  const { userId, notificationId } = item;
  const user = await takeLastRead(table, userId);
  if (user?.erasedAt !== undefined) return false;
  const next = toFeedState(user).version + 1;
  const [isNew] = await Promise.all([insertItem(table, toStoredInboxItem(item, next, expiresAt)), beside()]);
  if (!isNew && !(await renumber(table, { item, next, expiresAt, arrivals: arrivalsIn(user) }))) return true;

  const arrivals = [...arrivalsIn(user), ulidOf(notificationId)].slice(-namedArrivals);
  if (await commit(table, { user, userId, feedVersion: next, arrivals })) {
    keepLastRead(table, userId, { ...user, feedVersion: next, arrivals });
    return true;
  }
  const now = await readItem(table, userKey(userId));
  if (now?.erasedAt !== undefined) return false;
  if (arrivalsIn(now).includes(ulidOf(notificationId))) return true; // by this very write, whose answer was lost
  throw new TransactionConflictException({ message: 'the inbox was changed by others', $metadata: {} });
}

type Commit = { user: Record<string, unknown> | undefined; userId: string; feedVersion: number; arrivals: readonly string[] };

/** Makes the version the inbox's, if it is the next one; a user of whom nothing is known yet may have an inbox too. */
function commit(table: Table, { user, userId, feedVersion, arrivals }: Commit): Promise<boolean> {
  const key = userKey(userId);
  if (user === undefined) return insertItem(table, { ...key, feedVersion, arrivals });
  const where = { feedVersion: feedVersion === 1 ? undefined : feedVersion - 1, erasedAt: undefined };
  return changeItem(table, { key, set: { feedVersion, arrivals }, where });
}

type Arrival = { item: NewInboxItem; next: number; expiresAt: Date; arrivals: readonly string[] };

/**
 * Gives an item that an earlier attempt has put the next version, unless that attempt got to its end, or its reader has it in hand already.
 * Answers whether the inbox's version is to follow.
 */
async function renumber(table: Table, { item, next, expiresAt, arrivals }: Arrival): Promise<boolean> {
  const { userId, notificationId } = item;
  if (arrivals.includes(ulidOf(notificationId))) return false;
  const key = inboxItemKey(userId, notificationId);
  const stored = (await readItem(table, key)) as (StoredInboxItem & Key) | undefined;
  if (!isInboxItem(stored)) return replaceTrace(table, toStoredInboxItem(item, next, expiresAt));
  const { arrived } = stored;
  if (arrived === next) return true;
  return changeItem(table, {
    key,
    set: { arrived: next, unread: padVersion(next), shelf: shelf(false, next) },
    where: { arrived, unread: padVersion(arrived), shelf: shelf(false, arrived) },
  });
}

function replaceTrace({ name: TableName, client }: Table, Item: Record<string, unknown>): Promise<boolean> {
  return conditionHeld(client.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(shelf)' })));
}

function arrivalsIn(user: Record<string, unknown> | undefined): string[] {
  return (user?.arrivals ?? []) as string[];
}

/** Arrivals in one inbox follow each other; this process need not be in its own way. */
async function oneAfterTheOther<Result>(table: Table, userId: string, work: () => Promise<Result>): Promise<Result> {
  const tails = underWay.get(table) ?? new Map<string, Promise<unknown>>();
  underWay.set(table, tails);
  const before = tails.get(userId) ?? Promise.resolve();
  const mine = before.then(work, work);
  tails.set(userId, mine);
  try {
    return await mine;
  } finally {
    if (tails.get(userId) === mine) tails.delete(userId);
  }
}
