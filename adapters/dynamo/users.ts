import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { User, Users } from '../../core/ports.ts';
import { withChoices, withContact } from '../changed-user.ts';
import { batchGet } from './batch-get.ts';
import { contended } from './contended.ts';
import { userKey } from './keys.ts';
import type { Table } from './table.ts';
import { toUser } from './user-item.ts';
import { writeUser } from './write-user.ts';

/** Users in the table. */
export function dynamoUsers(table: Table): Users {
  return {
    async getMany(ids) {
      const items = await batchGet(table, [...new Set(ids)].map(userKey));
      const users = items.flatMap((item) => toUser(item) ?? []);
      return new Map(users.map((user) => [user.id, user]));
    },

    upsert: (id, contact, now) =>
      contended('the user', async () => {
        const before = await read(table, id);
        const after = withContact(before, { id, contact, now });
        return after === before ? after : writeUser(table, { before, after });
      }),

    choose: ({ userId, choices, version }, now) =>
      contended('the user', async () => {
        const before = await read(table, userId);
        if ((before?.version ?? 0) !== version) return undefined;
        return writeUser(table, { before, after: withChoices(before, { id: userId, choices, now }) });
      }),
  };
}

async function read({ name, client }: Table, id: string): Promise<User | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: userKey(id), ConsistentRead: true }));
  return toUser(Item);
}
