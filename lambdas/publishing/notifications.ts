// /v1/notifications, /v1/requests → readNotification, readRequest, cancel → ledger, requests, inbox
import { dynamoBatches } from '../../adapters/dynamodb/batches/batches.ts';
import { dynamoCancellations } from '../../adapters/dynamodb/cancellation/cancellations.ts';
import { readMarks } from '../../adapters/dynamodb/channels/inbox/read-marks.ts';
import { dynamoCancellationLedger, dynamoPublishingLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoRequests } from '../../adapters/dynamodb/publishing/requests.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { cancellationRoutes } from '../../contract/cancellation/routes.ts';
import { notificationRoutes } from '../../contract/publishing/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { cancel } from '../../core/cancellation/cancel.ts';
import { readNotification } from '../../core/publishing/read-notification.ts';
import { readRequest } from '../../core/publishing/read-request.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: { ...dynamoPublishingLedger(table), ...dynamoCancellationLedger(table) },
  feed: { marks: (userId: string, notificationId: string) => readMarks(table, userId, notificationId) },
  batches: dynamoBatches(table),
  requests: dynamoRequests(table),
  cancellations: dynamoCancellations(table),
  now: () => new Date(),
};

export const handler = onHttp<'publishing/notifications'>(
  { ...notificationRoutes, ...cancellationRoutes },
  {
    readNotification: async ({ params: { id } }) => ({ body: await readNotification(id, deps) }),
    readRequest: async ({ params: { id }, query: { cursor } }) => ({ body: await readRequest({ id, cursor }, deps) }),
    cancel: async ({ body }) => ({ body: await cancel(body, deps) }),
  },
  { server: byApiKey(table) },
);
