import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiKey, ApiKeys } from '../../../core/access/ports/access.ts';
import { cancellationReasons } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { apiKeyKey, apiKeyList, listedApiKeyKey } from './keys.ts';

type StoredApiKey = Omit<ApiKey, 'createdAt' | 'revokedAt'> & { createdAt: string; revokedAt?: string };

/** Keeps API keys in the table: each lies under its hash, for calls, and once more in a list, for people. */
export function dynamoApiKeys(table: Table): ApiKeys {
  const { name, client } = table;
  return {
    ...dynamoApiKeyReads(table),

    async add(key, knownAs = key.id) {
      const stored = { ...key, createdAt: key.createdAt.toISOString(), revokedAt: key.revokedAt?.toISOString() };
      const items = [
        { ...apiKeyKey(key.hash), ...stored, id: knownAs }, // functions of every version read whose call it is from here
        { ...listedApiKeyKey(key.id), ...stored },
      ];
      const puts = items.map((Item) => ({
        Put: { TableName: name, Item, ConditionExpression: 'attribute_not_exists(pk)' },
      }));
      try {
        await client.send(new TransactWriteCommand({ TransactItems: puts }));
      } catch (error) {
        if (!cancellationReasons(error)?.includes('ConditionalCheckFailed')) throw error;
        throw new Error(`there is already an API key "${key.id}"`, { cause: error });
      }
    },

    async list() {
      const keys: ApiKey[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: name,
            KeyConditionExpression: 'pk = :list',
            ExpressionAttributeValues: { ':list': apiKeyList },
            ConsistentRead: true,
            ExclusiveStartKey: from,
          }),
        );
        keys.push(...((page.Items ?? []) as StoredApiKey[]).map(toApiKey));
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return keys;
    },

    async revoke(id, at) {
      const places = await placesOf(id);
      const updates = places.map((Key) => ({
        Update: {
          TableName: name,
          Key,
          UpdateExpression: 'SET revokedAt = :at',
          ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(revokedAt) OR revokedAt > :at)',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        },
      }));
      if (updates.length > 0) await client.send(new TransactWriteCommand({ TransactItems: updates })).catch(endsSooner);
      return updates.length > 0;
    },

    async remove(id) {
      const deletes = (await placesOf(id)).map((Key) => ({ Delete: { TableName: name, Key } }));
      if (deletes.length > 0) await client.send(new TransactWriteCommand({ TransactItems: deletes }));
      return deletes.length > 0;
    },
  };

  /** Finds both items of a key; none when there is no such key. */
  async function placesOf(id: string) {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: listedApiKeyKey(id), ConsistentRead: true }));
    return Item === undefined ? [] : [apiKeyKey((Item as StoredApiKey).hash), listedApiKeyKey(id)];
  }
}

/** Finds the key of a call: functions do nothing else with keys. */
export function dynamoApiKeyReads({ name, client }: Table): Pick<ApiKeys, 'find'> {
  return {
    async find(hash) {
      const { Item } = await client.send(new GetCommand({ TableName: name, Key: apiKeyKey(hash) }));
      return Item && toApiKey(Item as StoredApiKey);
    },
  };
}

/** A key that was to end sooner still does. */
function endsSooner(error: unknown): void {
  if (!cancellationReasons(error)?.includes('ConditionalCheckFailed')) throw error;
}

function toApiKey({ id, hash, name, kind, createdAt, revokedAt, tenant }: StoredApiKey): ApiKey {
  const bound = tenant !== undefined && { tenant };
  return { id, hash, name, kind, createdAt: new Date(createdAt), ...(revokedAt && { revokedAt: new Date(revokedAt) }), ...bound };
}
