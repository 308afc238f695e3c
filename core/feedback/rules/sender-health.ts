import type { MessageStatus } from '../../../contract/values.ts';

/** What became of e-mails, as far as it counts for their sender's rates. */
export type SenderTally = { delivered: number; bounced: number; complained: number };

/**
 * Where bulk e-mail is paused: SES reviews an account at these rates, and pauses it at twice and five times as much.
 * `least` is what makes a sample meaningful: with fewer, a rate is chance. docs/decisions/0046 has the sums.
 * https://docs.aws.amazon.com/ses/latest/dg/reputation-dashboard-messages.html
 */
const limits = { bounced: { rate: 0.05, least: 10 }, complained: { rate: 0.001, least: 5 } } as const;

type Told = { status?: MessageStatus | undefined; suppress?: string | undefined };

/** What a receipt or an event means for the sender's standing; nothing when it means nothing. */
export function fateOf({ status, suppress }: Told): keyof SenderTally | undefined {
  if (suppress === 'bounce') return 'bounced';
  if (suppress === 'complaint') return 'complained';
  return status === 'delivered' ? 'delivered' : undefined;
}

/** How near the worse of both rates is to its limit, in percent. From 100 on there are both the rate and the sample for it. */
export function senderRisk(tally: SenderTally): number {
  return Math.max(riskOf('bounced', tally), riskOf('complained', tally));
}

/** Whether bulk e-mail has to be paused. */
export function isUnhealthy(tally: SenderTally): boolean {
  return senderRisk(tally) >= 100;
}

/** The rates in words, for whoever has to decide. */
export function describeTally(tally: SenderTally): string {
  const { bounced, complained } = tally;
  const share = (count: number) => `${(100 * rateOf(count, tally)).toFixed(2)} %`;
  const sent = tally.delivered + bounced;
  return `of ${sent} e-mails ${bounced} bounced (${share(bounced)}) and ${complained} brought a complaint (${share(complained)})`;
}

function riskOf(fate: keyof typeof limits, tally: SenderTally): number {
  const { rate, least } = limits[fate];
  const count = tally[fate];
  return Math.min((100 * rateOf(count, tally)) / rate, (100 * count) / least);
}

/** The share of those whose fate is known; a complaint may overtake its own delivery, so the whole is never less than the part. */
function rateOf(count: number, { delivered, bounced }: SenderTally): number {
  return count === 0 ? 0 : count / Math.max(delivered + bounced, count);
}
