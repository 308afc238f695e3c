import type { ProviderAnswer } from '../../delivery/ports/providers.ts';
import type { MessageRecord } from '../../delivery/ports/records.ts';
import type { Suppressions } from '../../suppressions/ports/suppressions.ts';
import type { Now } from '../../time/ports/clock.ts';

/** Keeps the number of somebody who told the carrier to stop, so that no other SMS asks again. */
export async function rememberOptOut(
  answer: ProviderAnswer,
  { address, notificationId }: MessageRecord,
  { suppressions, now }: { suppressions: Suppressions; now: Now },
): Promise<void> {
  if (answer.outcome !== 'rejected' || answer.reason !== 'sms_opted_out' || address === undefined) return;
  const { listedAt } = answer;
  await suppressions.add({
    address,
    reason: 'opt_out',
    source: 'provider',
    at: now(),
    notificationId,
    ...(listedAt && { listedAt }),
  });
}
