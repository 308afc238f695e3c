import { Refused } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { ReceiptCall, SmsReceipts } from './ports/sms-receipts.ts';
import { type ReceiptDeps, type ReceiptOutcome, recordSmsReceipt } from './record-sms-receipt.ts';

/** `receipts` is absent where the stage's provider does not tell by HTTP. */
export type ReceiveDeps = ReceiptDeps & { receipts: SmsReceipts | undefined; now: Now };

/**
 * Records what a provider told by HTTP, once its signature has shown that it is the provider.
 * @throws Refused `not_found` when this stage has no such provider, `signature_invalid` when the call is somebody else's.
 */
export async function receiveSmsReceipt(
  call: ReceiptCall,
  { receipts, now, ...deps }: ReceiveDeps,
): Promise<ReceiptOutcome | 'on-its-way'> {
  if (receipts === undefined) throw new Refused('not_found', 'the SMS of this stage go by another provider');

  const receipt = await receipts.read(call);
  if (receipt === 'forged') throw new Refused('signature_invalid', 'the call is not signed as the provider signs');
  if (receipt === 'on-its-way') return receipt;

  const outcome = await recordSmsReceipt(receipt, now(), deps);
  if (outcome === 'recorded' && receipt.status === 'failed') deps.measure('SmsFailed', 1);
  return outcome;
}
