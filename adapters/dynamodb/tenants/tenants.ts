import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TenantSettings, Tenants } from '../../../core/tenants/ports/tenants.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { tenantKey, tenantList } from './keys.ts';

type StoredTenant = Pick<TenantSettings, 'brand' | 'preferences'> & { sk: string; createdAt: string; updatedAt: string };

/** Keeps what owners set for tenants in the table: one item each. */
export function dynamoTenants(table: Table): Tenants {
  const { name: TableName, client } = table;
  return {
    find: (id) => findTenant(table, id, 'fresh'),

    async put({ id, brand, preferences, createdAt, updatedAt }) {
      const given = Object.entries({ brand, preferences });
      const set = given.filter(([, value]) => value !== undefined);
      const gone = given.filter(([, value]) => value === undefined).map(([field]) => field);
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: tenantKey(id),
          UpdateExpression: [
            `SET ${['createdAt = if_not_exists(createdAt, :createdAt)', 'updatedAt = :updatedAt', ...set.map(([field]) => `${field} = :${field}`)].join(', ')}`,
            ...(gone.length > 0 ? [`REMOVE ${gone.join(', ')}`] : []),
          ].join(' '),
          ExpressionAttributeValues: {
            ':createdAt': createdAt.toISOString(),
            ':updatedAt': updatedAt.toISOString(),
            ...Object.fromEntries(set.map(([field, value]) => [`:${field}`, value])),
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return toTenant(Attributes as StoredTenant);
    },

    async remove(id) {
      const { Attributes } = await client.send(new DeleteCommand({ TableName, Key: tenantKey(id), ReturnValues: 'ALL_OLD' }));
      return Attributes !== undefined;
    },

    async list({ after, limit }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :list',
          ExpressionAttributeValues: { ':list': tenantList },
          ConsistentRead: true,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: tenantKey(after) }),
        }),
      );
      return {
        tenants: (Items as StoredTenant[]).map(toTenant),
        ...(LastEvaluatedKey && { next: String(LastEvaluatedKey.sk) }),
      };
    },
  };
}

/** Finds what is set for a tenant. Apart from the rest, for who only reads it. */
export async function findTenant(table: Table, id: string, age: 'fresh' | 'recent'): Promise<TenantSettings | undefined> {
  const item = await readItem(table, tenantKey(id), age);
  return item && toTenant(item as StoredTenant);
}

function toTenant({ sk, brand, preferences, createdAt, updatedAt }: StoredTenant): TenantSettings {
  return {
    id: sk,
    ...(brand && { brand }),
    ...(preferences && { preferences }),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}
