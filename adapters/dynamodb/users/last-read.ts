import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { userKey } from './keys.ts';

type UserItem = Record<string, unknown>;

const mostKept = 100; // more than any batch has
const items = new WeakMap<Table, Map<string, UserItem | undefined>>();

/** Keeps a user's item as it was just read or written, for the write of the same batch that is conditional on how it stands. */
export function keepLastRead(table: Table, userId: string, item: UserItem | undefined): void {
  const kept = items.get(table) ?? new Map<string, UserItem | undefined>();
  if (kept.size >= mostKept) kept.clear();
  items.set(table, kept.set(userId, item));
}

/** A user's item: what was kept, once, or read afresh. What is written by it has to be conditional, as it may be late. */
export async function takeLastRead(table: Table, userId: string): Promise<UserItem | undefined> {
  const kept = items.get(table);
  if (!kept?.has(userId)) return readItem(table, userKey(userId));
  const item = kept.get(userId);
  kept.delete(userId);
  return item;
}
