// /v1/suppressions → listSuppressions, addSuppression, removeSuppression → suppressions
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { suppressionRoutes } from '../../contract/suppressions/routes.ts';
import { addSuppression, listSuppressions, removeSuppression } from '../../core/suppressions/suppressions.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = { suppressions: dynamoSuppressions(table), now: () => new Date() };

export const handler = onHttp<'suppressions/suppressions'>(
  suppressionRoutes,
  {
    listSuppressions: async ({ query }) => ({ body: await listSuppressions(query, deps) }),
    addSuppression: async ({ body }) => ({ body: await addSuppression(body, deps) }),
    removeSuppression: async ({ params: { address } }) => ({ body: await removeSuppression(address, deps) }),
  },
  { server: byApiKey(table) },
);
