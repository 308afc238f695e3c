import type { ReceiptRecorded } from './ports/ledger.ts';

/** Whether to act on a receipt: on a repeated one too, as the first attempt may have ended between the writes. */
export function callsForAction(recorded: ReceiptRecorded): boolean {
  return recorded === 'recorded' || recorded === 'repeated';
}
