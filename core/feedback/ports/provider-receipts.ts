import type { ProviderReceipt } from '../../delivery/ports/providers.ts';

/** A call that says it comes from a provider, as it arrived: the address that was called, with its query, and the body as it is. */
export type ReceiptCall = { url: string; body: string; header(name: string): string | undefined };

/** Reads what a provider tells by HTTP of a message that it took. */
export interface ProviderReceipts {
  /**
   * `forged`: the call is not the provider's; `on-its-way`: it is, and says nothing of how it ended.
   * Throws RetryableError when that cannot be found out now.
   */
  read(call: ReceiptCall): Promise<ProviderReceipt | 'forged' | 'on-its-way'>;
}
