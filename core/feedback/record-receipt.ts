import type { SendChannel } from '../../contract/channels/channels.ts';
import type { SuppressionReason } from '../../contract/suppressions/suppressions.ts';
import type { Reason } from '../../contract/values.ts';
import type { SentSms } from '../channels/sms/ports/sent-sms.ts';
import { askForFallback } from '../delivery/announce-end.ts';
import type { ProviderReceipt } from '../delivery/ports/providers.ts';
import { hasMissed } from '../delivery/rules/fallback.ts';
import type { Measure, SenderTallies } from '../operations/ports/metrics.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { callsForAction } from './calls-for-action.ts';
import { checkSenderHealth, type SenderHealthDeps } from './check-sender-health.ts';
import type { FeedbackLedger, ReceiptRecorded } from './ports/ledger.ts';
import { recordEngagement } from './record-engagement.ts';
import type { Engaged } from './rules/engagement.ts';
import { fateOf } from './rules/sender-health.ts';

/** What became of a receipt. `elsewhere`: the message is none of this stage's, as a log is the whole account's. */
export type ReceiptOutcome = ReceiptRecorded | 'elsewhere';

export type ReceiptDeps = SenderHealthDeps & {
  ledger: FeedbackLedger & Pick<PublishingLedger, 'read'>;
  sentSms: SentSms;
  suppressions: Suppressions;
  ingest: IngestQueue;
  measure: Measure;
};

/** The reasons after which nothing more may be sent to the address. */
const suppressedAfter: Readonly<Partial<Record<Reason, SuppressionReason>>> = {
  hard_bounce: 'bounce',
  complaint: 'complaint',
  sms_opted_out: 'opt_out',
};

/** The percentage of the budget to report when AWS sends nothing for its own limit: more than all of it. */
const beyond = 101;

/**
 * Records what a provider said became of a message, at the instant at which it did. It may come before the send is confirmed, late, and
 * twice: the status moves forward only, and a receipt that comes twice counts once.
 */
export async function recordReceipt(receipt: ProviderReceipt, at: Date, deps: ReceiptDeps): Promise<ReceiptOutcome> {
  const { channel, reason, status } = receipt;
  const notificationId = receipt.notificationId ?? (await sentOn(channel, deps)?.find(receipt.providerId));
  if (notificationId === undefined) return 'elsewhere';

  const { listedAt, engaged, ...told } = receipt;
  if (engaged !== undefined) return recordReceiptOfReader(engaged, { ...told, notificationId }, at, deps);
  const recorded = await deps.ledger.recordReceipt({ ...told, notificationId, at });
  if (reason === 'budget_exceeded' && recorded === 'recorded') deps.measure('SmsBudgetUsed', beyond);
  if (!callsForAction(recorded)) return recorded;

  const suppress = reason && suppressedAfter[reason];
  const message = suppress && (await findMessage({ notificationId, channel }, deps.ledger));
  const tallies = talliesOf(channel, deps);
  const fate = fateOf({ status, suppress });
  if (recorded === 'recorded' && fate !== undefined) await tallies?.count(fate, message?.sentAt ?? at);
  if (suppress !== undefined && message?.address !== undefined) {
    const known = { address: message.address, reason: suppress, source: 'provider', at, notificationId } as const;
    await deps.suppressions.add({ ...known, ...(listedAt && { listedAt }) });
    if (tallies !== undefined) await checkSenderHealth(deps);
  }
  if (status !== undefined && hasMissed({ ...receipt, status })) await askForFallback({ notificationId, channel }, deps);
  return recorded;
}

/** What its reader did is told of e-mails that were sent, so that it also ends the doubt of one whose answer was lost. */
function recordReceiptOfReader(
  engaged: Engaged,
  { notificationId, channel, address, providerId, id }: ProviderReceipt & { notificationId: string },
  at: Date,
  deps: ReceiptDeps,
): Promise<ReceiptRecorded> {
  const sent = { id: `sent-${id}`, at, status: 'sent' } as const;
  return recordEngagement(engaged, { notificationId, channel, ...(address && { address }), providerId, sentAt: at, sent }, deps);
}

/** Where it is noted which notification a message was: for providers whose receipts do not carry its id, as SNS's do not. */
function sentOn(channel: SendChannel, { sentSms }: ReceiptDeps): Pick<SentSms, 'find'> | undefined {
  const sent: Readonly<Partial<Record<SendChannel, SentSms>>> = { sms: sentSms };
  return sent[channel];
}

/** Where it is counted what became of messages, on a channel whose sender loses its standing by those that bounce. */
function talliesOf(channel: SendChannel, { tallies }: ReceiptDeps): SenderTallies | undefined {
  const counted: Readonly<Partial<Record<SendChannel, SenderTallies>>> = { email: tallies };
  return counted[channel];
}

/** Finds the address that a message went to, and when it was sent. */
async function findMessage(
  { notificationId, channel }: { notificationId: string; channel: SendChannel },
  ledger: Pick<PublishingLedger, 'read'>,
): Promise<{ address?: string | undefined; sentAt?: Date }> {
  const found = await ledger.read(notificationId);
  const message = found?.messages.find((each) => each.channel === channel);
  const sent = message?.events.find(({ status }) => status === 'sent');
  return { address: message?.address, ...(sent && { sentAt: new Date(sent.at) }) };
}
