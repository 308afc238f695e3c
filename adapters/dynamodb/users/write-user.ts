import { isDeepStrictEqual } from 'node:util';
import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isRoom } from '../../../core/topics/rules/room.ts';
import type { User } from '../../../core/users/ports/users.ts';
import { isNotErased } from '../channels/inbox/feed-state.ts';
import { linkAddresses } from '../message-log/addresses.ts';
import { loggedUser } from '../message-log/keys.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { insertItem } from '../table/write-statement.ts';
import { erasingKey, userKey } from './keys.ts';
import { attributeBeside, toAttributes, toUser } from './user-item.ts';

/** A user as they were read, nothing for one to create, and as they shall be. `comesBack`: also one who was deleted a moment ago. */
export type UserChange = { before: User | undefined; after: User; comesBack: boolean };

/**
 * Every change to a user there is: one conditional write of what differs. Whatever has to follow from what is known of a user
 * belongs here, into the same write. To be run by `contended`.
 * @throws ConditionalCheckFailedException when the user is no longer as they were read; nothing was written then.
 */
export async function writeUser(table: Table, change: UserChange): Promise<User> {
  await linkAddresses(table, change); // first: whoever has an address is found by it
  if (!(await insertNew(table, change)))
    await table.client.send(new UpdateCommand({ TableName: table.name, ...userUpdate(change) }));
  return change.after;
}

/** Puts a user of whom there is nothing yet, in one request with the others of a publish. Answers whether there was nothing. */
async function insertNew(table: Table, { before, after, comesBack }: UserChange): Promise<boolean> {
  return before === undefined && comesBack && insertItem(table, { ...userKey(after.id), ...wantedOf(after) });
}

/** The same as a part of a transaction, of a user whose addresses stay: where nothing of them changes, it holds them at what was read. */
export function userPart({ name: TableName }: Table, change: UserChange) {
  if (change.after !== change.before) return { Update: { TableName, ...userUpdate(change) } };
  const { version } = change.after;
  return {
    ConditionCheck: {
      TableName,
      Key: userKey(change.after.id),
      ConditionExpression: `${version === 0 ? 'attribute_not_exists(#version)' : '#version = :version'} AND ${isNotErased}`,
      ExpressionAttributeNames: { '#version': 'version' },
      ...(version !== 0 && { ExpressionAttributeValues: { ':version': version } }),
    },
  };
}

/**
 * Deletes a user. While something may be under way for them, their item stays and says that they are deleted. It keeps the next
 * version of their inbox, so that no browser takes an empty inbox for the one that it has seen. Answers whether there was such a
 * user.
 */
export async function closeUser({ name: TableName, client }: Table, userId: string, at: Date): Promise<boolean> {
  const Key = userKey(userId);
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const before = toUser(Item);
  if (before === undefined) return false;

  const erasedAt = at.toISOString();
  const feedVersion = (Item?.feedVersion ?? 0) + 1;
  const trace = { ...Key, feedVersion, erasedAt, expiresAt: epochSeconds(new Date(at.getTime() + traceMs)) };
  const isNew = before.version === 0;
  await client.send(
    new TransactWriteCommand({
      TransactItems: [
        {
          Put: {
            TableName,
            Item: trace,
            ConditionExpression: isNew ? 'attribute_not_exists(#version)' : '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ...(!isNew && { ExpressionAttributeValues: { ':version': before.version } }),
          },
        },
        { Put: { TableName, Item: erasingKey(userId) } },
      ],
    }),
  );
  return true;
}

/** How long the trace of a deleted user is kept: longer than a publish waits in a queue, and longer than an `ETag` holds. */
const traceMs = 2 * 24 * 3_600_000;

function userUpdate({ before, after, comesBack }: UserChange) {
  const [old, wanted] = [before === undefined ? {} : toAttributes(before), wantedOf(after)];
  const changed = Object.keys(wanted).filter((attribute) => !isDeepStrictEqual(wanted[attribute], old[attribute]));
  const isNew = before === undefined || before.version === 0; // no user, only an inbox; or one from before there were versions
  // an older version that changed the choice has left what was beside it
  const besides = changed.flatMap((attribute) => attributeBeside(attribute) ?? []);
  const gone = [
    ...new Set([...Object.keys(old), ...besides].filter((attribute) => !(attribute in wanted))),
    ...(isNew && comesBack ? ['erasedAt', 'expiresAt'] : []),
  ];

  return {
    Key: userKey(after.id),
    UpdateExpression: [
      `SET ${changed.map((_, index) => `#set${index} = :set${index}`).join(', ')}`,
      ...(gone.length === 0 ? [] : [`REMOVE ${gone.map((_, index) => `#gone${index}`).join(', ')}`]),
    ].join(' '),
    ConditionExpression: `${isNew ? 'attribute_not_exists(#version)' : '#version = :version'}${comesBack ? '' : ` AND ${isNotErased}`}`,
    ExpressionAttributeNames: { ...numbered('#set', changed), ...numbered('#gone', gone), '#version': 'version' },
    ExpressionAttributeValues: {
      ...numbered(
        ':set',
        changed.map((attribute) => wanted[attribute]),
      ),
      ...(!isNew && { ':version': before.version }),
    },
  };
}

/** What a user's item shall hold. Their place in the index again each time: a user of 0.1.0 has none; a topic's room is no user, and gets none. */
function wantedOf(user: User): Record<string, unknown> {
  return { ...toAttributes(user), ...(isRoom(user.id) ? {} : loggedUser(user.id)) };
}

/** Names of attributes hold categories, and signs that an expression cannot take. */
function numbered<Value>(prefix: string, values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
}
