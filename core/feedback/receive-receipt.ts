import { Refused } from '../errors.ts';
import type { ProviderReceipts, ReceiptCall } from './ports/provider-receipts.ts';
import type { ReceiptDeps, ReceiptOutcome } from './record-receipt.ts';
import { recordTold } from './record-told.ts';

/** `receipts` is absent where the stage's provider does not tell by HTTP. */
export type ReceiveDeps = ReceiptDeps & { receipts: ProviderReceipts | undefined };

/**
 * Records what a provider told by HTTP, once its signature has shown that it is the provider.
 * @throws Refused `not_found` when this stage has no such provider, `signature_invalid` when the call is somebody else's.
 */
export async function receiveReceipt(
  call: ReceiptCall,
  { receipts, ...deps }: ReceiveDeps,
): Promise<ReceiptOutcome | 'on-its-way'> {
  if (receipts === undefined) throw new Refused('not_found', 'the messages of this stage go by another provider');

  const receipt = await receipts.read(call);
  if (receipt === 'forged') throw new Refused('signature_invalid', 'the call is not signed as the provider signs');
  if (receipt === 'on-its-way') return receipt;
  return recordTold(receipt, deps.now(), deps);
}
