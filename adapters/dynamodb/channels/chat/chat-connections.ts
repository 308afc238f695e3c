import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { chat } from '../../../../contract/channels/chat/channel.ts';
import type { ChatConnection, ChatConnections, Turn } from '../../../../core/channels/chat/ports/chat-connections.ts';
import { isRoom } from '../../../../core/topics/rules/room.ts';
import type { User } from '../../../../core/users/ports/users.ts';
import { newUser, withRegistered } from '../../../records/changed-user.ts';
import { conditionHeld } from '../../table/condition-held.ts';
import { contended } from '../../table/contended.ts';
import type { Part } from '../../table/part.ts';
import { readItem } from '../../table/read-item.ts';
import type { Table } from '../../table/table.ts';
import { userKey, userPartition } from '../../users/keys.ts';
import { toUser } from '../../users/user-item.ts';
import { userPart } from '../../users/write-user.ts';
import { chatConnectionKey, chatConnectionPrefix } from './keys.ts';

/** A connection as it lies in the table. `freeAt`, in epoch milliseconds: from when on the next one may use it; `isAsked`: its service says so. */
type StoredConnection = Omit<ChatConnection, 'createdAt' | 'lastUsedAt'> & {
  createdAt: string;
  lastUsedAt?: string;
  freeAt?: number;
  isAsked?: boolean;
};

/** Keeps chat connections in the table, each under its owner, who keeps the names of those in use: both change in one transaction. */
export function dynamoChatConnections(table: Table): ChatConnections {
  const { name: TableName, client } = table;
  return {
    async list(owner) {
      return (await listStored(table, owner)).map(toConnection);
    },

    put: (owner, make, now) =>
      contended('the chat connection', async () => {
        const [stored, user] = await Promise.all([listStored(table, owner), readOwner(table, owner)]);
        if (user === undefined && !isRoom(owner)) return undefined;
        const { connection, drop } = make(stored.map(toConnection));
        const { id } = connection;
        const before = stored.find((each) => each.id === id);
        const waits = before?.seed === connection.seed ? { freeAt: before.freeAt, isAsked: before.isAsked } : {}; // it stays what it was, with its turns
        const ids = (has: readonly string[]) => [...new Set([...has.filter((each) => !drop.includes(each)), id])];
        await write(table, [
          ...ownerPart(table, { owner, before: user, now }, ids),
          { Put: { TableName, Item: { ...chatConnectionKey(owner, id), ...waits, ...toStored(connection) } } },
          ...drop.map((each) => ({ Delete: { TableName, Key: chatConnectionKey(owner, each) } })),
        ]);
        return connection;
      }),

    remove: (owner, id, now) =>
      contended('the chat connection', async () => {
        const before = await readOwner(table, owner);
        await write(table, [
          ...(before === undefined ? [] : ownerPart(table, { owner, before, now }, without(id))),
          { Delete: { TableName, Key: chatConnectionKey(owner, id) } },
        ]);
      }),

    markGone: (owner, { id, seed }, because, now) =>
      contended('the chat connection', async () => {
        const Key = chatConnectionKey(owner, id);
        const [before, item] = await Promise.all([readOwner(table, owner), readItem(table, Key)]);
        if (before === undefined || item?.seed !== seed) return; // another is there by now, or none
        const UpdateExpression = 'SET goneBecause = :because';
        const ExpressionAttributeValues = { ':because': because, ':seed': seed };
        await write(table, [
          ...ownerPart(table, { owner, before, now }, without(id)),
          { Update: { TableName, Key, UpdateExpression, ConditionExpression: 'seed = :seed', ExpressionAttributeValues } },
        ]);
      }),

    takeTurn: (owner, id, everySeconds, now) => takeTurn(table, chatConnectionKey(owner, id), { everySeconds, now }),

    async leaveAlone(owner, id, until) {
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: chatConnectionKey(owner, id),
            UpdateExpression: 'SET freeAt = :until, isAsked = :yes',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':until': until.getTime(), ':yes': true },
          }),
        ),
      );
    },
  };
}

/** One write, which reads the connection as well: whoever has the turn has it alone. */
async function takeTurn(
  { name: TableName, client }: Table,
  Key: Record<string, string>,
  { everySeconds, now }: { everySeconds: number; now: Date },
): Promise<Turn> {
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'SET freeAt = :next, lastUsedAt = :at REMOVE isAsked',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(goneBecause) AND NOT freeAt > :now',
        ExpressionAttributeValues: {
          ':next': now.getTime() + everySeconds * 1000,
          ':at': now.toISOString(),
          ':now': now.getTime(),
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return { turn: 'now', connection: toConnection(Attributes as StoredConnection) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const stored = Item as StoredConnection | undefined;
  if (stored === undefined || stored.goneBecause !== undefined) return { turn: 'never' };
  const afterSeconds = Math.max(1, Math.ceil(((stored.freeAt ?? 0) - now.getTime()) / 1000));
  return { turn: 'later', afterSeconds, isAsked: stored.isAsked === true };
}

const chatField = chat.address.field;
async function listStored({ name, client }: Table, owner: string): Promise<StoredConnection[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartition(owner), ':prefix': chatConnectionPrefix },
      ConsistentRead: true,
    }),
  );
  return Items as StoredConnection[];
}

async function readOwner(table: Table, owner: string): Promise<User | undefined> {
  return toUser(await readItem(table, userKey(owner)));
}

/** The part that changes which connections of an owner are in use; a room comes to be with its first. */
function ownerPart(
  table: Table,
  { owner, before, now }: { owner: string; before: User | undefined; now: Date },
  change: (before: readonly string[]) => string[],
): Part[] {
  const after = withRegistered(before ?? newUser(owner, now), { field: chatField, change, now });
  return [userPart(table, { before, after, comesBack: isRoom(owner) })];
}

function without(id: string) {
  return (ids: readonly string[]) => ids.filter((each) => each !== id);
}

async function write({ client }: Table, TransactItems: Part[]): Promise<void> {
  await client.send(new TransactWriteCommand({ TransactItems }));
}

function toStored({ createdAt, lastUsedAt, ...connection }: ChatConnection): StoredConnection {
  return {
    ...connection,
    createdAt: createdAt.toISOString(),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
  };
}

/** Reads the connection in an item. */
export function toConnection(stored: StoredConnection): ChatConnection {
  const { id, kind, url, description, seed, goneBecause, createdAt, lastUsedAt } = stored;
  return {
    id,
    kind,
    url,
    ...(description !== undefined && { description }),
    seed,
    ...(goneBecause !== undefined && { goneBecause }),
    createdAt: new Date(createdAt),
    ...(lastUsedAt !== undefined && { lastUsedAt: new Date(lastUsedAt) }),
  };
}
