// POST /v1/receipts/{provider} → receiveReceipt → ledger, suppressions; what missed its user → ingest queue, for another channel

import { dynamoSentSms } from '../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoFeedbackLedger, dynamoPublishingLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { receiptsByHttp } from '../../adapters/providers/receipts-by-http.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { providerSettingNames, standbySettingNames } from '../../contract/channels/providers.ts';
import { receiptRoutes } from '../../contract/feedback/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { receiveReceipt } from '../../core/feedback/receive-receipt.ts';
import { asAnyone } from '../shell/http-identity.ts';
import { notingRead, notingReceipts } from '../shell/ids/noting.ts';
import { metrics } from '../shell/metrics.ts';
import { nothing, onHttp } from '../shell/on-http.ts';

const settings = readSettings(
  'STAGE',
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  'API_URL',
  ...providerSettingNames(),
  ...standbySettingNames(),
);
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: notingRead(notingReceipts({ ...dynamoFeedbackLedger(table), ...dynamoPublishingLedger(table) })),
  sentSms: dynamoSentSms(table),
  suppressions: dynamoSuppressions(table),
  tallies: dynamoSenderTallies(table),
  pauses: dynamoPauses(table),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  measure: metrics(settings.STAGE),
  now: () => new Date(),
};
const receipts = receiptsByHttp(settings);
const { protocol } = new URL(settings.API_URL);

export const handler = onHttp<'feedback/receive-receipt'>(
  receiptRoutes,
  {
    receiveReceipt: async ({ params: { provider }, arrived, header }) => {
      const { address, body } = arrived();
      const call = { url: `${protocol}//${address}`, body, header };
      await receiveReceipt(call, { ...deps, receipts: receipts.get(provider) });
      return nothing();
    },
  },
  { anyone: asAnyone },
);
