import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Contact } from '../../contract/publish.ts';
import type { PreferenceChange, User, Users } from '../../core/ports.ts';
import type { Preferences } from '../../core/rules/preferences.ts';
import { changedFields } from '../changed-fields.ts';
import { assignments } from './assignments.ts';
import { batchGet } from './batch-get.ts';
import { conditionHeld } from './condition-held.ts';
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

    setPreference: (change, now) => contended('the user', () => conditionHeld(setPreference(table, change, now))),
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

/** One write, whatever was there: each choice is an attribute of its own, so that two at once cannot lose one another. */
function setPreference({ name, client }: Table, { userId, category, channel, optedOut }: PreferenceChange, now: Date) {
  return client.send(
    new UpdateCommand({
      TableName: name,
      Key: userKey(userId),
      UpdateExpression: optedOut ? 'SET #optOut = :now, updatedAt = :now' : 'SET updatedAt = :now REMOVE #optOut',
      ConditionExpression: 'attribute_exists(createdAt)', // an inbox alone is no user
      ExpressionAttributeNames: { '#optOut': `optOut#${category}#${channel}` },
      ExpressionAttributeValues: { ':now': now.toISOString() },
    }),
  );
}

/** The user in an item; nothing when the item only says where an inbox stands. */
function toUser(item: Record<string, unknown> | undefined): User | undefined {
  if (item?.createdAt === undefined) return undefined;
  const { id, email, phone, locale, timezone, createdAt, updatedAt } = item as UserItem;
  const contact = { ...(email && { email }), ...(phone && { phone }), ...(locale && { locale }), ...(timezone && { timezone }) };
  const preferences = toPreferences(item);
  return { ...contact, id, ...(preferences && { preferences }), createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) };
}

/** The choices in an item's `optOut#<category>#<channel>` attributes, each with the instant it was made. */
function toPreferences(item: Record<string, unknown>): Preferences | undefined {
  const optOuts = Object.keys(item).flatMap((name) => {
    const [, category, channel] = /^optOut#([^#]+)#(inbox|email|sms)$/.exec(name) ?? [];
    return category === undefined ? [] : [{ category, channel }];
  });
  if (optOuts.length === 0) return undefined;

  const byCategory = Map.groupBy(optOuts, ({ category }) => category);
  const entries = [...byCategory].map(([category, these]) => {
    return [category, Object.fromEntries(these.map(({ channel }) => [channel, 'opted_out' as const]))] as const;
  });
  return Object.fromEntries(entries);
}
