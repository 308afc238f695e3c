// default bus, SES events of our configuration set → recordFeedback → ledger, suppressions, the sender's standing; what missed its
//   user → ingest queue, for another channel
// log groups of the account, SNS's receipts of SMS → recordSmsReceipt → ledger, suppressions
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { dynamoParking } from '../../adapters/dynamo/parking.ts';
import { dynamoSenderTallies } from '../../adapters/dynamo/sender-tallies.ts';
import { dynamoSentSms } from '../../adapters/dynamo/sent-sms.ts';
import { dynamoSuppressions } from '../../adapters/dynamo/suppressions.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { ProviderEvent } from '../../contract/provider-events.ts';
import { readSettings } from '../../contract/settings.ts';
import { SmsReceipt } from '../../contract/sms-receipts.ts';
import { recordFeedback } from '../../core/flows/record-feedback.ts';
import { recordSmsReceipt } from '../../core/flows/record-sms-receipt.ts';
import { metrics } from '../shell/metrics.ts';
import { onEvent } from '../shell/on-event.ts';
import { onLogs, onLogsOr } from '../shell/on-logs.ts';

const settings = readSettings('STAGE', 'TABLE_NAME', 'INGEST_QUEUE_URL');
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: dynamoLedger(table),
  suppressions: dynamoSuppressions(table),
  tallies: dynamoSenderTallies(table),
  parking: dynamoParking(table),
  sentSms: dynamoSentSms(table),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  measure: metrics(settings.STAGE),
  now: () => new Date(),
};
const onBus = onEvent(ProviderEvent, (event) => recordFeedback(event, deps), {
  drops: ['untagged', 'foreign', 'missing'],
  dropped: () => deps.measure('FeedbackDropped', 1),
});
const onReceipts = onLogs(SmsReceipt, (receipt, at) => recordSmsReceipt(receipt, at, deps));

export const handler = onLogsOr(onReceipts, onBus);
