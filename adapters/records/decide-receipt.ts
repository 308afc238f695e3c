import type { MessageStatus } from '../../contract/values.ts';
import { normalAddress } from '../../core/channels/email/rules/normal-address.ts';
import type { MessageRecord } from '../../core/delivery/ports/records.ts';
import { mayMove } from '../../core/delivery/rules/message-status.ts';
import type { Receipt, ReceiptRecorded } from '../../core/feedback/ports/ledger.ts';

/** What is to be done with a receipt: write it under this status, or nothing, and then why. */
export type Decided =
  | { write: true; status: MessageStatus; moves: boolean }
  | { write: false; outcome: Exclude<ReceiptRecorded, 'recorded'> };

/** Decides what a receipt does to a message that has recorded receipts of these ids already: see `recordReceipt`. */
export function decideReceipt(message: MessageRecord | undefined, recordedIds: ReadonlySet<string>, receipt: Receipt): Decided {
  if (message === undefined) return { write: false, outcome: 'missing' };
  if (receipt.address !== undefined && !isSentTo(message, receipt.address)) return { write: false, outcome: 'foreign' };
  if (recordedIds.has(receipt.id)) return { write: false, outcome: 'repeated' };
  if (receipt.status !== undefined && mayMove(message.status, receipt.status))
    return { write: true, status: receipt.status, moves: true };
  if (receipt.detail === undefined) return { write: false, outcome: 'stale' };
  return { write: true, status: message.status, moves: false };
}

function isSentTo({ address }: MessageRecord, told: string): boolean {
  return address !== undefined && normalAddress(address) === normalAddress(told);
}
