import type { Pauses } from '../delivery/ports/pauses.ts';
import type { SenderTallies } from '../operations/ports/metrics.ts';
import type { Now } from '../time/ports/clock.ts';
import { describeTally, isUnhealthy } from './rules/sender-health.ts';

export type SenderHealthDeps = { tallies: SenderTallies; pauses: Pauses; now: Now };

/**
 * Pauses bulk e-mail when too much of what was sent bounces or is complained about. It is paused until somebody resumes it:
 * whatever list or loop is behind it has to be mended first.
 */
export async function checkSenderHealth({ tallies, pauses, now }: SenderHealthDeps): Promise<void> {
  const at = now();
  const tally = await tallies.sum(at);
  if (!isUnhealthy(tally) || (await pauses.find('bulk-email')) !== undefined) return;

  await pauses.pause('bulk-email', { why: `in the last seven days, ${describeTally(tally)}`, since: at });
}

/** Resumes bulk e-mail, and counts from now. Answers why it was paused, or nothing when it was not. */
export async function resumeBulkEmail({ tallies, pauses, now }: SenderHealthDeps): Promise<string | undefined> {
  const pause = await pauses.find('bulk-email');
  if (pause === undefined) return undefined;

  await tallies.startAnew(now()); // first: resumed alone, it would be paused again at the next bounce
  await pauses.resume('bulk-email');
  return pause.why;
}
