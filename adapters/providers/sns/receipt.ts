import * as z from 'zod';
import type { Reason } from '../../../contract/values.ts';
import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import { shortFingerprint } from '../../../core/publishing/rules/fingerprint.ts';

/**
 * What SNS logs of an SMS that it took, when it knows what became of it: delivery status logging of an account.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html (example logs). Fields nobody here uses may come and go.
 */
export const SnsReceipt = z.object({
  notification: z.object({ messageId: z.string().min(1).max(256) }),
  delivery: z.object({ providerResponse: z.string(), priceInUSD: z.number().min(0).optional() }),
  status: z.enum(['SUCCESS', 'FAILURE']),
});
export type SnsReceipt = z.infer<typeof SnsReceipt>;

/**
 * Why SNS says that an SMS was not delivered: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html (failure reasons).
 * The quota is the account's `MonthlySpendLimit`; AWS names it in its logs only.
 */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [/opted[ -]?out/i, 'sms_opted_out'],
  [/exceed max price/i, 'price_exceeded'],
  [/no quota left|spend(?:ing)? (?:limit|quota)/i, 'budget_exceeded'],
  [/unreachable|unavailable|unknown error/i, 'unreachable'],
  [/invalid phone number/i, 'invalid_number'],
  [/block|blacklist|spam/i, 'carrier_blocked'],
];

/** What a logged line means for the SMS that it is about. What is on no list was refused, and its own words say why. */
export function readSnsReceipt({ notification: { messageId: providerId }, delivery, status }: SnsReceipt): ProviderReceipt {
  const id = shortFingerprint(JSON.stringify(['sms', providerId, status]));
  const ids = { id, channel: 'sms', providerId } as const;
  const words = plain(delivery.providerResponse);
  const { priceInUSD: billedUsd } = delivery;
  const price = billedUsd === undefined ? '' : `; it cost $${billedUsd}`;
  const bill = billedUsd === undefined ? {} : { billedUsd };
  if (status === 'SUCCESS') return { ...ids, status: 'delivered', detail: `SNS says: ${words}${price}`, ...bill };

  const reason = reasons.find(([pattern]) => pattern.test(words))?.[1] ?? 'provider_rejected';
  const whose = reason === 'budget_exceeded' ? ": the account's own monthly limit for SMS is reached" : '';
  const list = reason === 'sms_opted_out' ? { listedAt: 'sns' as const } : {};
  return { ...ids, ...list, status: 'failed', reason, detail: `SNS took it and could not deliver it: ${words}${whose}`, ...bill };
}

/** A provider's words: letters only, so that no number comes along. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z/ -]/g, '').slice(0, 120);
}
