import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Contact } from '../../contract/publish.ts';
import type { User, Users } from '../../core/ports.ts';
import { changedFields } from '../changed-fields.ts';
import { assignments } from './assignments.ts';
import { batchGet } from './batch-get.ts';
import { contended } from './contended.ts';
import { userKey } from './keys.ts';
import type { Table } from './table.ts';

type UserItem = Contact & { id: string; createdAt: string; updatedAt: string };

/** Users in the table. */
export function dynamoUsers(table: Table): Users {
  return {
    async getMany(ids) {
      const items = await batchGet(table, [...new Set(ids)].map(userKey));
      const users = items.flatMap((item) => toUser(item) ?? []);
      return new Map(users.map((user) => [user.id, user]));
    },

    upsert: (id, contact, now) => contended('the user', () => upsert(table, { id, contact, now })),
  };
}

async function upsert({ name, client }: Table, { id, contact, now }: { id: string; contact: Contact; now: Date }): Promise<User> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: userKey(id), ConsistentRead: true }));
  const stored = toUser(Item);
  const changes = changedFields(contact, stored);
  if (stored && Object.keys(changes).length === 0) return stored;

  const { set, names, values } = assignments({ ...changes, id, updatedAt: now.toISOString() });
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName: name,
      Key: userKey(id),
      UpdateExpression: `SET ${set}, createdAt = if_not_exists(createdAt, :updatedAt)`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ReturnValues: 'ALL_NEW',
    }),
  );
  return toUser(Attributes) ?? { createdAt: now, ...stored, ...changes, id, updatedAt: now };
}

/** The user in an item; nothing when the item only says where an inbox stands. */
function toUser(item: Record<string, unknown> | undefined): User | undefined {
  if (item?.createdAt === undefined) return undefined;
  const { id, email, phone, locale, timezone, createdAt, updatedAt } = item as UserItem;
  const contact = { ...(email && { email }), ...(phone && { phone }), ...(locale && { locale }), ...(timezone && { timezone }) };
  return { ...contact, id, createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) };
}
