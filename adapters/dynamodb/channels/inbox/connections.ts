import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Connections } from '../../../../core/channels/inbox/ports/live.ts';
import { batchDelete, batchPut } from '../../table/batch-write.ts';
import type { Table } from '../../table/table.ts';
import { epochSeconds } from '../../table/time-to-live.ts';
import { userKey, userPartition } from '../../users/keys.ts';
import { connectedUserKey, connectionIn, connectionKey, connectionPrefix } from './keys.ts';

const most = 50;

/** Connected browsers in the table: each under its user, and once more by its id, for when it ends. */
export function dynamoConnections(table: Table): Connections {
  const { name: TableName, client } = table;
  return {
    async add({ userId, id, since, until }) {
      const expiresAt = epochSeconds(until);
      // first: a user who is live without a connection costs a query, one who is not live is told nothing
      if (!(await setLive(table, userId, expiresAt))) return false;
      const underUser = { ...connectionKey(userId, id), since: since.toISOString(), expiresAt };
      const byId = { ...connectedUserKey(id), userId, expiresAt };
      await batchPut(table, [underUser, byId]);
      return true;
    },

    async remove(id) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: connectedUserKey(id), ConsistentRead: true }));
      if (Item !== undefined) await batchDelete(table, [connectionKey(Item.userId, id), connectedUserKey(id)]);
    },

    async list(userId) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          FilterExpression: 'expiresAt > :now',
          ExpressionAttributeValues: {
            ':pk': userPartition(userId),
            ':prefix': connectionPrefix,
            ':now': table.now().getTime() / 1000,
          },
          ConsistentRead: true, // who has just connected relies on being told
        }),
      );
      return Items.slice(0, most).map(({ sk }) => connectionIn(sk)); // a limit of the query would count those whose time is up, too
    },
  };
}

/** Answers false when there is no such user. */
async function setLive({ name, client }: Table, userId: string, expiresAt: number): Promise<boolean> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: userKey(userId),
        UpdateExpression: 'SET liveUntil = :until',
        ConditionExpression: 'attribute_exists(createdAt)', // an inbox alone is no user
        ExpressionAttributeValues: { ':until': expiresAt },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
