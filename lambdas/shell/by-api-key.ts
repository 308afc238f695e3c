import { dynamoApiKeyReads } from '../../adapters/dynamodb/access/api-keys.ts';
import { dynamoRateCounter } from '../../adapters/dynamodb/access/rate-counter.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoOwners } from '../../adapters/dynamodb/tenants/owners.ts';
import { readSettings } from '../../contract/settings.ts';
import { tenantHeader } from '../../contract/tenants/tenant-id.ts';
import { countCall } from '../../core/access/count-call.ts';
import { identifyServer } from '../../core/access/identify-server.ts';
import { chooseTenant } from '../../core/tenants/choose-tenant.ts';
import type { Identify } from './http-identity.ts';

/**
 * Accepts the app's server, by an API key from the table and within its rate (setting `CALLS_PER_MINUTE`). Good keys and reserved calls are
 * remembered for the life of the process.
 */
export function byApiKey(table: Table): Identify {
  const { CALLS_PER_MINUTE: callsPerMinute } = readSettings('CALLS_PER_MINUTE');
  const deps = {
    apiKeys: dynamoApiKeyReads(table),
    knownKeys: new Map(),
    rates: dynamoRateCounter(table),
    windows: new Map(),
    callsPerMinute,
    now: () => new Date(),
  };

  const owners = dynamoOwners(table);

  return async ({ headers }) => {
    const apiKey = await identifyServer(headers.authorization, deps);
    const counted = await countCall(apiKey.id, deps);
    const tenant = chooseTenant(apiKey.tenant, headers[tenantHeader.toLowerCase()]);
    return { caller: 'server', apiKey, headers: counted, owners, ...(tenant !== undefined && { tenant }) };
  };
}
