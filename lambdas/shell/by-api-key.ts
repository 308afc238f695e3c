import { dynamoApiKeys } from '../../adapters/dynamodb/access/api-keys.ts';
import { dynamoRateCounter } from '../../adapters/dynamodb/access/rate-counter.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { countCall, identifyServer } from '../../core/access/identify-server.ts';
import type { Identify } from './http-identity.ts';

/** The app's server: an API key from the table, within its rate (setting `CALLS_PER_MINUTE`). */
export function byApiKey(table: Table): Identify {
  const { CALLS_PER_MINUTE: callsPerMinute } = readSettings('CALLS_PER_MINUTE');
  const deps = { apiKeys: dynamoApiKeys(table), rates: dynamoRateCounter(table), callsPerMinute, now: () => new Date() };

  return async ({ headers }) => {
    const apiKey = await identifyServer(headers.authorization, deps);
    return { caller: 'server', apiKey, headers: await countCall(apiKey.id, deps) };
  };
}
