import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadUser, Users } from '../../../core/users/ports/users.ts';
import { withChoices, withContact } from '../../records/changed-user.ts';
import { liveIn } from '../channels/inbox/feed-state.ts';
import { contended } from '../table/contended.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { userKey } from './keys.ts';
import { keepLastRead } from './last-read.ts';
import { toUser } from './user-item.ts';
import { writeUser } from './write-user.ts';

/** Keeps users in the table. */
export function dynamoUsers(table: Table): Users {
  return {
    ...dynamoUserReads(table),

    upsert: (id, contact, now) =>
      contended('the user', async () => {
        const before = toUser(await readItem(table, userKey(id))); // with those of others who are changed in the same moment
        const after = withContact(before, { id, contact, now });
        return after === before ? after : writeUser(table, { before, after, comesBack: true });
      }),

    choose: ({ userId, choices, version }, now) =>
      contended('the user', async () => {
        const item = await read(table, userId);
        const before = toUser(item);
        if ((before?.version ?? 0) !== version) return undefined;
        if (item?.erasedAt !== undefined) return 'erased';
        return writeUser(table, { before, after: withChoices(before, { id: userId, choices, now }), comesBack: false });
      }),
  };
}

/** Reads them: whoever changes none loads no more. */
export function dynamoUserReads(table: Table): Pick<Users, 'getMany'> {
  return {
    async getMany(ids, { fresh } = { fresh: true }) {
      const wanted = [...new Set(ids)];
      const items = await Promise.all(wanted.map((id) => readItem(table, userKey(id), fresh ? 'fresh' : 'recent')));
      if (fresh) wanted.forEach((id, index) => void keepLastRead(table, id, items[index]));
      const users = items.flatMap((item) => (item === undefined ? [] : toReadUser(item)));
      return new Map(users.map((user) => [user.id, user]));
    },
  };
}

function toReadUser(item: Record<string, unknown>): ReadUser[] {
  const user = toUser(item);
  return user === undefined ? [] : [{ ...user, ...liveIn(item) }];
}

async function read({ name, client }: Table, id: string): Promise<Record<string, unknown> | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: userKey(id), ConsistentRead: true }));
  return Item;
}
