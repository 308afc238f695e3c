// POST /v1/receipts/{provider} → receiveSmsReceipt → ledger, suppressions; what missed its user → ingest queue, for another channel

import { dynamoSentSms } from '../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { smsReceipts } from '../../adapters/providers/sms-providers.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { readSettings } from '../../contract/settings.ts';
import { receiveSmsReceipt } from '../../core/feedback/receive-sms-receipt.ts';
import { asAnyone } from '../shell/http-identity.ts';
import { metrics } from '../shell/metrics.ts';
import { nothing, onHttp } from '../shell/on-http.ts';

const settings = readSettings('STAGE', 'TABLE_NAME', 'INGEST_QUEUE_URL', 'SMS_PROVIDER', 'API_URL');
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: dynamoLedger(table),
  sentSms: dynamoSentSms(table),
  suppressions: dynamoSuppressions(table),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  measure: metrics(settings.STAGE),
  receipts: smsReceipts[settings.SMS_PROVIDER]?.(),
  now: () => new Date(),
};
const { protocol } = new URL(settings.API_URL);

export const handler = onHttp<'feedback/receive-receipt'>(
  {
    receiveReceipt: async ({ params: { provider }, arrived, header }) => {
      const { address, body } = arrived();
      const call = { url: `${protocol}//${address}`, body, header };
      await receiveSmsReceipt(call, { ...deps, receipts: provider === settings.SMS_PROVIDER ? deps.receipts : undefined });
      return nothing();
    },
  },
  { anyone: asAnyone },
);
