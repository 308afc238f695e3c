import type { UserList, UserSlice } from '../../../core/users/ports/users.ts';
import { userLog } from '../message-log/keys.ts';
import { batchGet } from '../table/batch-get.ts';
import { shards } from '../table/key.ts';
import { mergePartitions } from '../table/merge-partitions.ts';
import type { Table } from '../table/table.ts';
import { userKey } from './keys.ts';
import { toUser } from './user-item.ts';

/** Behind every id that begins so: the last code point there is, which is of no script. */
const lastCodePoint = '\u{10FFFF}';

/** Reads the list of users from the index. Apart from `dynamoUsers`, since most functions list nobody. */
export function dynamoUserList(table: Table): UserList {
  return { list: (page) => listUsers(table, page) };
}

async function listUsers(table: Table, { prefix, after, limit }: Parameters<UserList['list']>[0]): Promise<UserSlice> {
  const { items, more } = await mergePartitions<{ loggedAs: string }>(table, {
    partitions: Array.from({ length: shards }, (_, shard) => userLog(shard)),
    from: after ?? (prefix === '' ? '\u0000' : prefix),
    to: prefix + lastCodePoint,
    newestFirst: false,
    limit: limit + 1, // one of them may be the one to go on behind
    index: { name: 'log', partition: 'logged', sort: 'loggedAs' },
  });
  const behind = items.map(({ loggedAs }) => loggedAs).filter((id) => id !== after);
  const ids = behind.slice(0, limit);
  const found = await batchGet(table, ids.map(userKey), { fresh: false });
  const byId = new Map(found.flatMap((item) => toUser(item) ?? []).map((user) => [user.id, user]));
  const next = more || behind.length > limit ? ids.at(-1) : undefined;
  return { users: ids.flatMap((id) => byId.get(id) ?? []), ...(next !== undefined && { next }) };
}
