import type { SendChannel } from '../../contract/channels/channels.ts';
import type { SentSms } from '../channels/sms/ports/sent-sms.ts';
import { askForFallback } from '../delivery/announce-end.ts';
import type { ProviderReceipt } from '../delivery/ports/providers.ts';
import type { Measure } from '../operations/ports/metrics.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import type { FeedbackLedger, ReceiptRecorded } from './ports/ledger.ts';
import { isReceiptAgain } from './record-feedback.ts';

/** What became of a receipt. `elsewhere`: the message is none of this stage's, as a log is the whole account's. */
export type ReceiptOutcome = ReceiptRecorded | 'elsewhere';

export type ReceiptDeps = {
  ledger: FeedbackLedger & Pick<PublishingLedger, 'read'>;
  sentSms: SentSms;
  suppressions: Suppressions;
  ingest: IngestQueue;
  measure: Measure;
};

/** The percentage of the budget to report when AWS sends nothing for its own limit: more than all of it. */
const beyond = 101;

/**
 * Records what a provider said became of a message, at the instant at which it did. It may come before the send is confirmed, late, and
 * twice: the status moves forward only, and a receipt that comes twice counts once.
 */
export async function recordReceipt(receipt: ProviderReceipt, at: Date, deps: ReceiptDeps): Promise<ReceiptOutcome> {
  const { ledger, suppressions, measure } = deps;
  const { channel } = receipt;
  const notificationId = receipt.notificationId ?? (await sentOn(channel, deps)?.find(receipt.providerId));
  if (notificationId === undefined) return 'elsewhere';

  const recorded = await ledger.recordReceipt({ ...receipt, notificationId, at });
  if (receipt.reason === 'budget_exceeded' && recorded === 'recorded') measure('SmsBudgetUsed', beyond);
  if (receipt.reason === 'sms_opted_out') await suppressAddress({ notificationId, channel, at }, { ledger, suppressions });
  if (receipt.status === 'failed' && isReceiptAgain(recorded)) await askForFallback({ notificationId, channel }, deps);
  return recorded;
}

/** Where it is noted which notification a message was: for providers whose receipts do not carry its id, as SNS's do not. */
function sentOn(channel: SendChannel, { sentSms }: ReceiptDeps): Pick<SentSms, 'find'> | undefined {
  const sent: Readonly<Partial<Record<SendChannel, SentSms>>> = { sms: sentSms };
  return sent[channel];
}

async function suppressAddress(
  { notificationId, channel, at }: { notificationId: string; channel: SendChannel; at: Date },
  { ledger, suppressions }: Pick<ReceiptDeps, 'ledger' | 'suppressions'>,
): Promise<void> {
  const found = await ledger.read(notificationId);
  const address = found?.messages.find((message) => message.channel === channel)?.address;
  if (address !== undefined) await suppressions.add({ address, reason: 'opt_out', source: 'provider', at, notificationId });
}
