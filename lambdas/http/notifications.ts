// GET /v1/notifications/{id} → readNotification → ledger
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { readNotification } from '../../core/flows/read-notification.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = { ledger: dynamoLedger(table) };

export const handler = onHttp(
  { readNotification: async ({ params: { id } }) => ({ body: await readNotification(id, deps) }) },
  { server: byApiKey(table) },
);
