import { TryAgainLater } from '../errors.ts';
import type { Ledger } from './ports/ledger.ts';
import type { TakeTurn } from './ports/rate-limiter.ts';

/**
 * Waits as the provider's rate demands. The lease outlasts this worker, so it outlasts the wait.
 * @throws TryAgainLater, for the whole batch, when the turn is too far off; the message is then as if it had never been claimed.
 */
export async function waitForTurn(
  units: number,
  held: Parameters<Ledger['letGo']>[0],
  { takeTurn, ledger }: { takeTurn: TakeTurn; ledger: Ledger },
): Promise<void> {
  const turn = await takeTurn(units);
  if (turn.outcome === 'now') return;

  await ledger.letGo(held);
  throw new TryAgainLater("the provider's rate leaves no room for it yet", { afterSeconds: turn.afterSeconds, stopBatch: true });
}
