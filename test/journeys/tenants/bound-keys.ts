import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { newApiKey } from '../../../bin/operator/new-api-key.ts';

/** Adds a live key that is bound to a tenant, and answers its secret. */
export async function addBoundKey(table: Table, tenant: string): Promise<string> {
  const { secret, key } = newApiKey({ name: tenant, kind: 'live', tenant }, new Date());
  await dynamoApiKeys(table).add(key);
  return secret;
}
