// /v1/notifications, /v1/requests → readNotification, readRequest, cancel → ledger, requests
import { dynamoCancellations } from '../../adapters/dynamo/cancellations.ts';
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { dynamoRequests } from '../../adapters/dynamo/requests.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { cancel } from '../../core/flows/cancel.ts';
import { readNotification } from '../../core/flows/read-notification.ts';
import { readRequest } from '../../core/flows/read-request.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: dynamoLedger(table),
  requests: dynamoRequests(table),
  cancellations: dynamoCancellations(table),
  now: () => new Date(),
};

export const handler = onHttp(
  {
    readNotification: async ({ params: { id } }) => ({ body: await readNotification(id, deps) }),
    readRequest: async ({ params: { id }, query: { cursor } }) => ({ body: await readRequest({ id, cursor }, deps) }),
    cancel: async ({ body }) => ({ body: await cancel(body, deps) }),
  },
  { server: byApiKey(table) },
);
