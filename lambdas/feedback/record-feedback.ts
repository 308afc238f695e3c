// default bus, SES events of our configuration set → recordFeedback → ledger, suppressions, preferences, the sender's standing; what
//   missed its user → ingest queue, for another channel
// default bus, events of End User Messaging → recordEvent → ledger, suppressions
// log groups of the account, SNS's receipts of SMS → recordReceipt → ledger, suppressions

import * as z from 'zod';
import { dynamoSentSms } from '../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoFeedbackLedger, dynamoPublishingLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { SmsVoiceReceipt } from '../../adapters/providers/end-user-messaging/event.ts';
import { readSnsReceipt, SnsReceipt } from '../../adapters/providers/sns/receipt.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { ProviderEvent } from '../../contract/feedback/provider-events.ts';
import { readSettings } from '../../contract/settings.ts';
import { gatherDeliveries } from '../../core/feedback/gather-deliveries.ts';
import { recordEvent } from '../../core/feedback/record-event.ts';
import { recordReceipt } from '../../core/feedback/record-receipt.ts';
import { notingRead, notingReceipts } from '../shell/ids/noting.ts';
import { metrics } from '../shell/metrics.ts';
import { onEvent } from '../shell/on-event.ts';
import { onLogs, onLogsOr } from '../shell/on-logs.ts';

const settings = readSettings('STAGE', 'TABLE_NAME', 'INGEST_QUEUE_URL');
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: notingRead(notingReceipts({ ...dynamoFeedbackLedger(table), ...dynamoPublishingLedger(table) })),
  suppressions: dynamoSuppressions(table),
  tallies: gatherDeliveries(dynamoSenderTallies(table)),
  pauses: dynamoPauses(table),
  users: dynamoUsers(table),
  sentSms: dynamoSentSms(table),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  measure: metrics(settings.STAGE),
  now: () => new Date(),
};
const onBus = onEvent(z.union([ProviderEvent, SmsVoiceReceipt]), (event) => recordEvent(event, deps), {
  drops: ['untagged', 'foreign', 'missing'],
  dropped: () => deps.measure('FeedbackDropped', 1),
});
const onReceipts = onLogs(
  SnsReceipt,
  (line, at) => recordReceipt(readSnsReceipt(line), at, deps),
  ({ notification }) => ({ messageId: notification.messageId }),
);

export const handler = onLogsOr(onReceipts, onBus);
