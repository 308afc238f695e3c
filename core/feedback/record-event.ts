import type { ProviderEvent } from '../../contract/feedback/provider-events.ts';
import type { ProviderReceipt } from '../delivery/ports/providers.ts';
import { type FeedbackDeps, type FeedbackOutcome, recordFeedback } from './record-feedback.ts';
import type { ReceiptDeps, ReceiptOutcome } from './record-receipt.ts';
import { recordTold } from './record-told.ts';

/** A receipt that came by the bus, read by its provider's adapter; absent while the message is under way. */
export type BusReceipt = { receipt: { receipt: ProviderReceipt; at: Date } | undefined };

export type EventDeps = FeedbackDeps & ReceiptDeps;

/** Records what came by the default bus: an event of SES, or the receipt of a provider. */
export async function recordEvent(
  event: ProviderEvent | BusReceipt,
  deps: EventDeps,
): Promise<FeedbackOutcome | ReceiptOutcome | 'on-its-way'> {
  if (!('receipt' in event)) return recordFeedback(event, deps);
  return event.receipt === undefined ? 'on-its-way' : recordTold(event.receipt.receipt, event.receipt.at, deps);
}
