import type { SentSms } from '../channels/sms/ports/sent-sms.ts';
import { askForFallback } from '../delivery/announce-end.ts';
import type { SmsReceipt } from '../delivery/ports/providers.ts';
import type { Measure } from '../operations/ports/metrics.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import type { FeedbackLedger, ReceiptRecorded } from './ports/ledger.ts';
import { isReceiptAgain } from './record-feedback.ts';

/** What became of a receipt. `elsewhere`: the SMS is none of this stage's, as the log is the whole account's. */
export type ReceiptOutcome = ReceiptRecorded | 'elsewhere';

export type ReceiptDeps = {
  ledger: FeedbackLedger & Pick<PublishingLedger, 'read'>;
  sentSms: SentSms;
  suppressions: Suppressions;
  ingest: IngestQueue;
  measure: Measure;
};

/** More than all of the month's money: what AWS does not send for its own limit is as good as over ours. */
const beyond = 101;

/**
 * Records what the provider said became of an SMS, at the instant at which it did. It may come before the send is confirmed, late, and
 * twice: the status moves forward only, and a receipt that comes twice counts once.
 */
export async function recordSmsReceipt(receipt: SmsReceipt, at: Date, deps: ReceiptDeps): Promise<ReceiptOutcome> {
  const { ledger, sentSms, suppressions, measure } = deps;
  const notificationId = receipt.notificationId ?? (await sentSms.find(receipt.providerId));
  if (notificationId === undefined) return 'elsewhere';

  const recorded = await ledger.recordReceipt({ ...receipt, notificationId, channel: 'sms', at });
  if (receipt.reason === 'budget_exceeded' && recorded === 'recorded') measure('SmsBudgetUsed', beyond);
  if (receipt.reason === 'sms_opted_out') await rememberNumber(notificationId, at, { ledger, suppressions });
  if (receipt.status === 'failed' && isReceiptAgain(recorded)) await askForFallback({ notificationId, channel: 'sms' }, deps);
  return recorded;
}

async function rememberNumber(
  notificationId: string,
  at: Date,
  { ledger, suppressions }: Pick<ReceiptDeps, 'ledger' | 'suppressions'>,
): Promise<void> {
  const found = await ledger.read(notificationId);
  const address = found?.messages.find(({ channel }) => channel === 'sms')?.address;
  if (address !== undefined) await suppressions.add({ address, reason: 'opt_out', source: 'provider', at, notificationId });
}
