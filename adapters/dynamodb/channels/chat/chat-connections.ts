import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { chat } from '../../../../contract/channels/chat/channel.ts';
import type { ChatConnection, ChatConnections, Turn } from '../../../../core/channels/chat/ports/chat-connections.ts';
import { isRoom } from '../../../../core/topics/rules/room.ts';
import type { User } from '../../../../core/users/ports/users.ts';
import { newUser, withRegistered } from '../../../records/changed-user.ts';
import { conditionHeld } from '../../table/condition-held.ts';
import { contended } from '../../table/contended.ts';
import { readItem } from '../../table/read-item.ts';
import type { Table } from '../../table/table.ts';
import { userKey, userPartition } from '../../users/keys.ts';
import { toUser } from '../../users/user-item.ts';
import { writeUser } from '../../users/write-user.ts';
import { chatConnectionKey, chatConnectionPrefix } from './keys.ts';

/** A connection as it lies in the table. `freeAt`, in epoch milliseconds: from when on the next one may use it; `isAsked`: its service says so. */
type StoredConnection = Omit<ChatConnection, 'createdAt' | 'lastUsedAt'> & {
  createdAt: string;
  lastUsedAt?: string;
  freeAt?: number;
  isAsked?: boolean;
};

/** Keeps chat connections in the table, each under its owner, who keeps the names of those in use. */
export function dynamoChatConnections(table: Table): ChatConnections {
  const { name: TableName, client } = table;
  return {
    async list(owner) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': userPartition(owner), ':prefix': chatConnectionPrefix },
          ConsistentRead: true,
        }),
      );
      return (Items as StoredConnection[]).map(toConnection);
    },

    async put(owner, connection, drop, now) {
      const item = { ...chatConnectionKey(owner, connection.id), ...toStored(connection) };
      await client.send(new PutCommand({ TableName, Item: item })); // first: an owner never names one that is not there
      const change = (before: readonly string[]) => [...new Set([...before.filter((id) => !drop.includes(id)), connection.id])];
      const isThere = await changeOwner(table, owner, { now, change, makesRoom: true });
      const gone = isThere ? drop : [connection.id];
      await Promise.all(gone.map((id) => client.send(new DeleteCommand({ TableName, Key: chatConnectionKey(owner, id) }))));
      return isThere;
    },

    async remove(owner, id, now) {
      await changeOwner(table, owner, { now, change: (before) => before.filter((each) => each !== id) });
      await client.send(new DeleteCommand({ TableName, Key: chatConnectionKey(owner, id) }));
    },

    async markGone(owner, { id, seed }, because, now) {
      const isMarked = await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: chatConnectionKey(owner, id),
            UpdateExpression: 'SET goneBecause = :because',
            ConditionExpression: 'seed = :seed',
            ExpressionAttributeValues: { ':because': because, ':seed': seed },
          }),
        ),
      );
      if (isMarked) await changeOwner(table, owner, { now, change: (before) => before.filter((each) => each !== id) });
    },

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
type OwnerChange = { now: Date; change: (before: readonly string[]) => string[]; makesRoom?: boolean };

/** Changes which connections of an owner are in use. Answers whether there is one; a room comes to be with its first. */
function changeOwner(table: Table, owner: string, { now, change, makesRoom = false }: OwnerChange): Promise<boolean> {
  return contended('the user', async () => {
    const before: User | undefined = toUser(await readItem(table, userKey(owner)));
    if (before === undefined && !(isRoom(owner) && makesRoom)) return false;
    const after = withRegistered(before ?? newUser(owner, now), { field: chatField, change, now });
    if (after !== before) await writeUser(table, { before, after, comesBack: isRoom(owner) });
    return true;
  });
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
