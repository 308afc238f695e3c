import { RetryableError } from '../errors.ts';
import type { DeliveryLedger, Held } from './ports/ledger.ts';
import type { AcquirePermit } from './ports/rate-limiter.ts';

/**
 * Waits as the provider's rate demands. The lease outlasts this worker, so it outlasts the wait.
 * @throws RetryableError, for the whole batch, when the permit is too far off; the message is then as if it had never been claimed.
 */
export async function waitForPermit(
  units: number,
  held: Held,
  { acquirePermit, ledger }: { acquirePermit: AcquirePermit; ledger: Pick<DeliveryLedger, 'giveBack'> },
): Promise<void> {
  const permit = await acquirePermit(units);
  if (permit.outcome === 'now') return;

  await ledger.giveBack(held);
  throw new RetryableError("the provider's rate leaves no room for it yet", {
    afterSeconds: permit.afterSeconds,
    stopBatch: true,
  });
}
