import type { Now } from '../ports/clock.ts';
import type { MessageRecord } from '../ports/ledger.ts';
import type { ProviderAnswer } from '../ports/providers.ts';
import type { Suppressions } from '../ports/suppressions.ts';

/** Keeps the number of somebody who told the carrier to stop, so that no other SMS asks again. */
export async function rememberOptOut(
  answer: ProviderAnswer,
  { address, notificationId }: MessageRecord,
  { suppressions, now }: { suppressions: Suppressions; now: Now },
): Promise<void> {
  if (answer.outcome !== 'rejected' || answer.reason !== 'sms_opted_out' || address === undefined) return;
  await suppressions.add({ address, reason: 'opt_out', source: 'provider', at: now(), notificationId });
}
