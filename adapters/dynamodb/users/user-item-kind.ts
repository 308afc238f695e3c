import type { FeedState } from '../../../core/channels/inbox/ports/feed.ts';
import type { UserRecord } from '../../../core/users/ports/users.ts';
import type { Key } from '../table/key.ts';
import type { Table } from '../table/table.ts';

/** An item that lies under a user, of whichever kind. */
export type UserItem = Key & { [attribute: string]: unknown };

/** The user whose item it is, and the table that has what it leads to. */
export type Under = { table: Table; userId: string };

/** A kind of item that lies under a user. Its capability says what the user's export and erasure must know of it. */
export type UserItemKind = {
  /** How the sort keys of its items begin. They sort before `USER`, which is the user. */
  prefixes: readonly string[];
  /** What an item leads to that lies elsewhere, and goes with it when the user is erased. */
  keysBehind(item: UserItem, under: Under): Key[] | Promise<Key[]>;
  /** What the export shows of an item; nothing when its time is up. */
  toRecord(item: UserItem, under: Under & { feedState: FeedState }): UserRecord | undefined | Promise<UserRecord | undefined>;
};
