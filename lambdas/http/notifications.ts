// /v1/notifications → readNotification, cancel → ledger
import { dynamoCancellations } from '../../adapters/dynamo/cancellations.ts';
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { cancel } from '../../core/flows/cancel.ts';
import { readNotification } from '../../core/flows/read-notification.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: dynamoLedger(table),
  cancellations: dynamoCancellations(table),
  now: () => new Date(),
};

export const handler = onHttp(
  {
    readNotification: async ({ params: { id } }) => ({ body: await readNotification(id, deps) }),
    cancel: async ({ body }) => ({ body: await cancel(body, deps) }),
  },
  { server: byApiKey(table) },
);
